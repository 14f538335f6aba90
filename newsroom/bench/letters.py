"""The letters page's rows of a synthetic site: threads with a heavy tail.

Ids follow the time of writing, so that a story's comments lie scattered among those
of other stories, as they do in a newspaper that grew.
"""

PLANS = (
    # How many comments each story has: a third none, most a few, some very many.
    """
    CREATE UNLOGGED TABLE corpus.wanted AS
    SELECT id AS article_id, language, published_at AS at,
      least(interval '14 days', corpus.moment() - interval '90 minutes' - published_at)
        AS span,
      sum(weight) OVER (ORDER BY id) AS upto
    FROM articles_article CROSS JOIN LATERAL (
      SELECT CASE WHEN corpus.chance(id, 30) < 0.35 THEN 0 ELSE least(
        %(busiest)s, power(1.00001 - corpus.chance(id, 31), -1 / 1.1)) END AS weight
    ) AS w
    WHERE status = 'published' AND published_at < corpus.moment() - interval '2 hours'
    """,
    """
    CREATE UNLOGGED TABLE corpus.said AS
    SELECT row_number() OVER (ORDER BY at, article_id, seq) AS id, article_id,
      language, seq, total, at
    FROM (
      SELECT article_id, language, n AS seq, total,
        w.at + span * power((n + 1 - corpus.chance(article_id * 100000 + n, 32))
                            / (total + 1), 3) AS at
      FROM (SELECT *, upto - lag(upto, 1, 0::bigint) OVER (ORDER BY upto, article_id)
              AS total
            FROM (SELECT article_id, language, at, span, round(
                    upto / max(upto) OVER () * %(comments)s)::bigint AS upto
                  FROM corpus.wanted) AS shares) AS w
      CROSS JOIN LATERAL generate_series(0, total - 1) AS n
    ) AS each
    """,
    """
    CREATE UNLOGGED TABLE corpus.blocks AS
    SELECT article_id, seq / %(block)s AS block, array_agg(id ORDER BY seq) AS ids,
      corpus.pick(article_id * 1000 + seq / %(block)s, 33, %(shapes)s) AS shape
    FROM corpus.said GROUP BY article_id, seq / %(block)s
    """,
    """
    CREATE UNLOGGED TABLE corpus.trees_told AS
    SELECT *, (SELECT min(r.place) FROM corpus.trees AS r
               WHERE r.shape = t.shape AND r.parent = t.place) AS first_reply
    FROM corpus.trees AS t
    """,
    """
    CREATE UNLOGGED TABLE corpus.placed (
      id bigint, article_id bigint, language text, at timestamptz, depth int,
      parent_id bigint, root_id bigint, path bigint[], is_leaf boolean, fate float8,
      reader bigint)
    """,
    "ANALYZE corpus.said, corpus.blocks, corpus.trees_told",
)

# Each hand makes one share of them, and reads all blocks for it.
PLACED = """
INSERT INTO corpus.placed
SELECT s.id, s.article_id, s.language, s.at, t.depth,
  b.ids[t.parent + 1] AS parent_id, b.ids[t.root + 1] AS root_id,
  CASE WHEN t.depth = 1 THEN ARRAY[s.id] ELSE
    (SELECT array_agg(b.ids[p + 1] ORDER BY o)
     FROM unnest(t.places) WITH ORDINALITY AS path (p, o)) END AS path,
  t.first_reply IS NULL OR b.ids[t.first_reply + 1] IS NULL AS is_leaf,
  corpus.chance(s.id, 34) AS fate,
  (power(corpus.chance(s.id, 35), 2) * %(readers)s)::bigint AS reader
FROM corpus.said AS s
JOIN corpus.blocks AS b
  ON b.article_id = s.article_id AND b.block = s.seq / %(block)s
JOIN corpus.trees_told AS t ON t.shape = b.shape AND t.place = s.seq %% %(block)s
WHERE s.id BETWEEN %(first)s AND %(last)s
ORDER BY s.id
"""

HELD = (
    "ALTER TABLE corpus.placed ADD PRIMARY KEY (id)",
    """
    CREATE UNLOGGED TABLE corpus.held AS
    SELECT id FROM corpus.placed WHERE is_leaf
    ORDER BY corpus.chance(id, 36) LIMIT %(held)s
    """,
    "ALTER TABLE corpus.held ADD PRIMARY KEY (id)",
    "ANALYZE corpus.placed, corpus.held",
)

# Nobody could answer what was not public: with replies under it, a comment was once
# approved; some of those were taken down later and leave a gap.
# Their calmness counts the flags that SCREENING below gives them.
COMMENTS = """
INSERT INTO comments_comment
  (id, article_id, section_id, parent_id, root_id, depth, path, author_name, body,
   body_html, status, version, submitted_at, decided_at, visible_from, withdrawn_at,
   erased_at, calmness)
SELECT p.id, p.article_id, a.section_id, p.parent_id, p.root_id, p.depth, p.path,
  CASE WHEN erased THEN '' ELSE name.plain END,
  CASE WHEN erased THEN '' ELSE remark.plain END,
  CASE WHEN erased THEN '' ELSE remark.html END,
  status, version, p.at, decided_at,
  CASE WHEN status = 'approved' THEN decided_at + interval '12 seconds' END,
  CASE WHEN withdrawn THEN decided_at + interval '1 minute' END,
  CASE WHEN erased THEN decided_at + interval '2 minutes' END,
  CASE WHEN p.id > %(comments)s * 0.9 OR status = 'held' THEN -(
    SELECT count(*) FROM generate_series(1, cardinality(%(checks)s::text[])) AS n
    WHERE corpus.chance(p.id * 8 + n, 40) < 0.04) ELSE 0 END
FROM corpus.placed AS p
JOIN (SELECT id AS article_id, section_id FROM articles_article) AS a
  USING (article_id)
LEFT JOIN corpus.held AS h ON h.id = p.id
CROSS JOIN LATERAL (SELECT
  CASE WHEN h.id IS NOT NULL THEN 'held'
    WHEN p.is_leaf AND p.fate < 0.02 THEN 'spam'
    WHEN p.fate < CASE WHEN p.is_leaf THEN 0.09 ELSE 0.02 END THEN 'rejected'
    ELSE 'approved' END AS status,
  p.is_leaf AND h.id IS NULL AND p.fate > 0.995 AS withdrawn,
  p.is_leaf AND h.id IS NULL AND p.fate > 0.998 AS erased
) AS fate
CROSS JOIN LATERAL (SELECT
  CASE WHEN status = 'held' THEN 1 WHEN p.is_leaf OR status = 'approved' THEN 2
    ELSE 3 END AS version,
  CASE WHEN status <> 'held' THEN
    p.at + interval '1 hour' * power(corpus.chance(p.id, 37), 2) END AS decided_at
) AS moment
JOIN corpus.texts AS remark ON remark.kind = 'remark' AND remark.language = p.language
  AND remark.number = corpus.pick(p.id, 38, %(remarks)s)
JOIN corpus.texts AS name ON name.kind = 'people' AND name.language = p.language
  AND name.number = p.reader %% 200
WHERE p.id BETWEEN %(first)s AND %(last)s
ORDER BY p.id
"""

CONTACTS = """
INSERT INTO comments_contact
  (comment_id, email, website, address_hash, content_key, token, created_at, status)
SELECT c.id, 'reader' || p.reader || '@example.org', '',
  substring(sha256(('net' || p.reader)::bytea) FROM 1 FOR 16),
  CASE WHEN c.withdrawn_at IS NULL
       THEN substring(sha256(('said' || c.id)::bytea) FROM 1 FOR 16) END,
  '', c.submitted_at, c.status
FROM comments_comment AS c JOIN corpus.placed AS p USING (id)
WHERE c.erased_at IS NULL AND c.id BETWEEN %(first)s AND %(last)s
ORDER BY c.id
"""

DECISIONS = """
INSERT INTO comments_decision
  (comment_id, moderator_id, policy, from_status, to_status, guideline_id,
   guideline_version, comment_version, decided_at)
SELECT c.id, 1 + corpus.pick(c.id, 39, 5), '',
  CASE WHEN step = 1 THEN 'held' ELSE 'approved' END, made.status,
  CASE WHEN made.status = 'rejected' THEN g.id END,
  CASE WHEN made.status = 'rejected' THEN g.version END,
  step, c.decided_at - interval '1 second' * (c.version - 1 - step)
FROM comments_comment AS c
CROSS JOIN LATERAL generate_series(1, c.version - 1) AS step
CROSS JOIN LATERAL (
  SELECT CASE WHEN step < c.version - 1 THEN 'approved' ELSE c.status END AS status
) AS made
CROSS JOIN (SELECT id, version FROM comments_guideline ORDER BY id LIMIT 1) AS g
WHERE c.id BETWEEN %(first)s AND %(last)s
ORDER BY c.id, step
"""

# The newest tenth, and all that is held, came through our own form and its checks;
# what is older came with the archive.
SCREENING = """
INSERT INTO comments_screeningresult
  (comment_id, version, check_name, outcome, score, detail)
SELECT c.id, 1, name,
  CASE WHEN corpus.chance(c.id * 8 + n, 40) < 0.04 THEN 'flagged'
       WHEN name = 'timing' AND corpus.chance(c.id, 41) < 0.5 THEN 'not_measured'
       ELSE 'clear' END, NULL, '{}'
FROM comments_comment AS c
CROSS JOIN unnest(%(checks)s::text[]) WITH ORDINALITY AS made (name, n)
WHERE (c.id > %(comments)s * 0.9 OR c.status = 'held')
  AND c.id BETWEEN %(first)s AND %(last)s
ORDER BY c.id, n
"""

BATCHED = (COMMENTS, CONTACTS, DECISIONS, SCREENING)

COUNTS = (
    """
INSERT INTO comments_thread
  (article_id, approved_count, tops, sizes, version, last_change_at)
SELECT article_id, sum(size),
  coalesce(array_agg(top ORDER BY top) FILTER (WHERE size > 0), '{}'),
  coalesce(array_agg(size ORDER BY top) FILTER (WHERE size > 0), '{}'),
  1 + sum(decided), max(last)
FROM (
  SELECT article_id, path[1] AS top, count(*) AS decided, max(decided_at) AS last,
    count(*) FILTER (WHERE status = 'approved' AND withdrawn_at IS NULL) AS size
  FROM comments_comment WHERE decided_at IS NOT NULL GROUP BY article_id, path[1]
) AS conversation
GROUP BY article_id ORDER BY article_id
""",
    """
INSERT INTO comments_tally (name, shard, value)
SELECT name, 0, count(*)
FROM comments_comment AS c JOIN articles_article AS a ON a.id = c.article_id,
  unnest(ARRAY['held', 'held:story:' || a.id, 'held:section:' || a.section_id]) AS name
WHERE c.status = 'held' AND c.withdrawn_at IS NULL
GROUP BY name
""",
)
