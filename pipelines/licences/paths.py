"""Which files of a repository are licence texts or use policies, and which of them speaks of the weights."""

from __future__ import annotations

from collections.abc import Iterable

from crawler import patterns

MOST = 8  # texts fetched for one repository
_TEXT = patterns.AnyOf(  # of a name without its ending; to fit the whole of it would take twenty times as long
    (
        r"(?:^|[ _.-])(?:(?:un)?li[cs]en[cs]es?|eula)(?:[ _.-]|\Z)",
        r"^copying(?:[ _.-]|\Z)|^(?:copyright|notices?)\Z",
        r"(?:^|[ _-])(?:(?:acceptable|prohibited)?[ _-]?use[ _-]?policy|terms)\Z",
        r"(?:^|[ _-])terms[ _-](?:of|and)[ _-]",
        r"(?:^|[ _.-])user[ _-]agreement\Z",
        r"(?:^|[ _.-])(?:lizenz|nutzungsbedingungen|licencia|licenza|licença|licens|licentie|licencja|лицензия)\w*"
        r"(?:[ _.-]|\Z)",
        r"许可|授权|用户|許諾|利用規約|ライセンス|라이선스|이용약관",
    ),
    patterns.I,
)
_ENDINGS = ("", ".md", ".txt", ".rst", ".html", ".htm", ".pdf")
_NOT_TEXT = patterns.compile(r"\.(?:py|json|ya?ml|png|jpe?g|csv|js|css|svg|safetensors|bin|gguf|zip)$", patterns.I)
_REUSE = patterns.compile(r"licen[cs]es/[^/]+\.(?:txt|md)", patterns.I)  # REUSE: a file a licence, by SPDX id
_POLICY = patterns.compile(r"use[ _-]?policy", patterns.I)
_WEIGHTS = patterns.compile(r"model|weight|llama|gemma|许可", patterns.I)
_OTHER_PARTS = patterns.compile(r"code|data|third|notice|copyright|font|logo|tokenizer", patterns.I)


def licence_text_paths(files: Iterable[str]) -> tuple[str, ...]:
    """Licence texts and use policies of a listing: root or one folder down, the likeliest first, at most MOST."""
    found = [path for path in files if path.count("/") < 2 and _is_text(path)]
    return tuple(sorted(found, key=lambda path: (rank(path), path))[:MOST])


def _is_text(path: str) -> bool:
    name = path.rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, f".{ending}") if dot and f".{ending}".lower() in _ENDINGS else (name, "")
    if is_reuse(path):
        return True
    return _TEXT.search(stem) is not None and not _NOT_TEXT.search(name)


def is_reuse(path: str) -> bool:
    """Is it a text of the folder in which the REUSE specification keeps every licence of a release."""
    return _REUSE.fullmatch(path) is not None


def is_policy_path(path: str) -> bool:
    """Is it a use policy by its name."""
    return _POLICY.search(path.rpartition("/")[2]) is not None


def rank(path: str) -> tuple[int, int]:
    """Smaller for a file that speaks of the weights: named after them, at the root, not of code, data or notices."""
    name = path.rpartition("/")[2]
    about = -1 if _WEIGHTS.search(name) else 0
    about += 2 if _OTHER_PARTS.search(name) else 0
    return path.count("/"), about + 3 * is_policy_path(path)
