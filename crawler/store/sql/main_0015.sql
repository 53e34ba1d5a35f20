-- The stage of training stands at the end of a rule's name; readers get it as a column.
DROP VIEW evidence;
CREATE VIEW evidence AS
SELECT
    m.repo_id,
    m.read_sha AS sha,
    r.question,
    r.outcome,
    r.reason,
    r.detector,
    r.detector_version,
    r.rule,
    coalesce(
        e.url,
        CASE
            WHEN e.path LIKE 'https://%' THEN e.path
            WHEN e.path = '' THEN (SELECT value FROM about WHERE key = 'hub') || '/api/models/' || m.repo_id
                || coalesce('/revision/' || m.read_sha, '')
            ELSE (SELECT value FROM about WHERE key = 'hub') || '/' || m.repo_id || '/blob/' || m.read_sha || '/'
                || replace(replace(replace(replace(e.path, '%', '%25'), ' ', '%20'), '#', '%23'), '?', '%3F')
                || CASE
                    WHEN e.line_start IS NULL THEN ''
                    WHEN e.line_end > e.line_start THEN '#L' || e.line_start || '-L' || e.line_end
                    ELSE '#L' || e.line_start
                END
        END
    ) AS url,
    e.path,
    e.line_start,
    e.line_end,
    e.quote,
    CASE
        WHEN r.question <> 'training_code' THEN ''
        WHEN r.rule LIKE '%-pretraining' THEN 'pretraining'
        WHEN r.rule LIKE '%-preference' THEN 'preference'
        WHEN r.rule LIKE '%-distillation' THEN 'distillation'
        WHEN r.rule LIKE '%-sft' THEN 'sft'
        ELSE ''
    END AS stage
FROM evidence_rows AS e
JOIN models AS m ON m.no = e.model_no
JOIN rules AS r ON r.rule_no = e.rule_no;
