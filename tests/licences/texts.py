"""Licence texts written for the tests, and the words that make hostile files."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APACHE = (ROOT / "LICENSE").read_text("utf-8")

CUSTOM = """\
Harbour Community License Agreement

By using the Harbour Models you agree to these terms. The licensor grants you a
worldwide right to use, change and distribute them.

1. If the products of your company have more than 30 million monthly active
users, you must request a license from Harbour before you go on.

2. This agreement does not apply in the European Union or the United Kingdom.

3. You must prominently display "Built with Harbour" on your website.

4. You may not use the Harbour Models or their outputs to improve any other
large language model.

5. You must give every recipient a copy of this Agreement. The use restrictions
in Section 6 must be included as an enforceable provision in your own terms.

6. You agree not to use the models for military purposes.
"""

POLICY = """\
# Harbour Acceptable Use Policy

You agree you will not use Harbour models for weapons or surveillance.

The rights for multimodal models are not being granted to you if you are an
individual domiciled in the European Union.
"""

LFS = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 7000\n"
