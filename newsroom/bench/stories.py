"""The newspaper's rows of a synthetic site, made where they are kept: in SQL.

``chance(n, about)`` is a number from 0 to 1 that depends on the seed alone, so
that a corpus can be made again.
"""

FUNCTIONS = """
CREATE SCHEMA corpus;
CREATE FUNCTION corpus.chance(n bigint, about int) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (hashint8extended(n, %(seed)s::bigint * 1000 + about) & 2147483647)
         / 2147483648.0::float8
$$;
CREATE FUNCTION corpus.pick(n bigint, about int, of bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT floor(corpus.chance(n, about) * of)::bigint
$$;
CREATE FUNCTION corpus.moment() RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT %(moment)s::timestamptz $$;
CREATE UNLOGGED TABLE corpus.texts (
  kind text, language text, number int, plain text, html text,
  PRIMARY KEY (kind, language, number));
"""

DESKS = """
INSERT INTO articles_section
  (id, name, slug, description, language, position, comments_mode, in_navigation,
   version)
SELECT n, name, slug, '', language, n, 'open', true, 1
FROM (VALUES (1, 'World', 'world', 'en'), (2, 'Local', 'local', 'en'),
  (3, 'Politik', 'politik', 'de'), (4, 'Culture', 'culture', 'en'),
  (5, 'Société', 'société', 'fr'), (6, 'أخبار', 'أخبار', 'ar'),
  (7, 'Science', 'science', 'en'), (8, 'Sport', 'sport', 'en')
) AS made (n, name, slug, language);

INSERT INTO articles_topic (id, name, slug, description, version)
SELECT n, 'Topic ' || n, 'topic-' || n, '', 1
FROM generate_series(1, %(topics)s) AS n;

INSERT INTO articles_contributor (id, name, slug, kind, role, biography, version)
SELECT n, t.plain || ' ' || n, t.html || '-' || n,
  CASE WHEN n <= 6 THEN 'agency' ELSE 'person' END, '', '', 1
FROM generate_series(1, %(contributors)s) AS n
JOIN corpus.texts AS t ON t.kind = 'people' AND t.number = n %% 200
  AND t.language = (ARRAY['en', 'de', 'fr', 'ar'])[1 + n %% 4];

INSERT INTO articles_photo
  (id, original, sha256, width, height, caption, credit_line, alt_text, creator,
   usage_terms, rights_end, focal_x, focal_y, renditions, uploaded_at, version,
   recipe, fault, copyright_notice, keywords)
SELECT n, 'corpus/' || n, encode(sha256(('photo' || n)::bytea), 'hex'), 1920, 1280,
  t.plain, 'Corpus/' || n, t.plain, '', '',
  CASE WHEN n %% 50 = 0 THEN corpus.moment() - interval '1 day'
       WHEN n %% 50 = 1 THEN corpus.moment() + interval '90 days' END,
  50, 40,
  (SELECT jsonb_agg(jsonb_build_object('width', w, 'height', w * 2 / 3,
     'format', f, 'bytes', w * 90, 'crop', crop,
     'name', md5(n || '-' || w || crop || f) || '.' || f))
   FROM (VALUES ('', 320), ('', 640), ('', 960), ('', 1280), ('', 1920),
         ('16x9', 640), ('16x9', 1280), ('16x9', 1920), ('4x3', 320), ('4x3', 640),
         ('4x3', 1280), ('1x1', 160), ('1x1', 400), ('1x1', 1200)) AS made (crop, w),
        unnest(ARRAY['avif', 'jpeg']) AS f),
  corpus.moment() - interval '1 year', 1, %(recipe)s, '', '', ''
FROM generate_series(1, %(photos)s) AS n
JOIN corpus.texts AS t ON t.kind = 'headline' AND t.language = 'en' AND t.number = n;

INSERT INTO articles_page (title, slug, body, language, position, version)
SELECT name, lower(name), '<p>' || name || '.</p>', 'en', n, 1
FROM unnest(ARRAY['Imprint', 'Privacy', 'About', 'Contact'])
  WITH ORDINALITY AS made (name, n);

INSERT INTO newsroom_user
  (id, password, is_superuser, username, first_name, last_name, email, is_staff,
   is_active, date_joined, display_name, language, time_zone,
   single_keys)
SELECT n, '!', false, 'corpus-moderator-' || n, '', '', '', true, true, corpus.moment(),
  'Moderator ' || n, '', '', true
FROM generate_series(1, 5) AS n;
"""

# In the order of their ids, and so of time: fifteen years up to now, and the last
# few of them are still to come.
STORIES = """
WITH timed AS (
  SELECT n AS id, s.id AS section, s.language,
    corpus.moment() - interval '15 years' * (1 - n / (%(stories)s - %(ahead)s + 0.5))
      - CASE WHEN n <= %(stories)s - %(ahead)s THEN interval '2 minutes'
             ELSE interval '0' END AS at,
    corpus.chance(n, 1) AS fate,
    (%(shortest)s + %(longer)s * power(corpus.chance(n, 2), 2))::int AS length
  FROM generate_series(%(first)s, %(last)s) AS n
  JOIN articles_section AS s
    ON s.id = 1 + floor(power(corpus.chance(n, 3), 1.4) * 8)
), dated AS (
  SELECT *, CASE WHEN fate < 0.020 THEN 'draft' WHEN fate < 0.025 THEN 'in_review'
    WHEN fate < 0.040 THEN 'withdrawn' WHEN fate < 0.043 THEN 'killed'
    ELSE 'published' END AS status
  FROM timed
)
INSERT INTO articles_article
  (id, headline, standfirst, dateline, body, body_text, section_id, source_agency_id,
   lead_photo_id, language, slug, status, published_at, first_published_on,
   appeared_at, expires_at, updated_at, comments_mode, created_by_id, created_at,
   saved_at, version)
SELECT d.id, head.plain, stand.plain,
  CASE WHEN corpus.chance(d.id, 4) < 0.5 THEN upper(split_part(head.plain, ' ', 3))
       ELSE '' END,
  body.html, body.plain, d.section,
  CASE WHEN corpus.chance(d.id, 5) < 0.3 THEN 1 + corpus.pick(d.id, 6, 6) END,
  CASE WHEN corpus.chance(d.id, 7) < 0.7
       THEN 1 + corpus.pick(d.id, 8, %(photos)s) END,
  d.language, head.html || '-' || d.id, d.status,
  CASE WHEN d.status NOT IN ('draft', 'in_review') THEN d.at END,
  CASE WHEN d.status NOT IN ('draft', 'in_review')
       THEN (d.at AT TIME ZONE %(zone)s)::date END,
  CASE WHEN d.status NOT IN ('draft', 'in_review') AND d.at <= corpus.moment()
       THEN d.at END,
  CASE WHEN corpus.chance(d.id, 9) < 0.01
       THEN d.at + interval '1 day' * (1 + corpus.pick(d.id, 10, 400)) END,
  CASE WHEN corpus.chance(d.id, 11) < 0.1 AND d.status = 'published'
       THEN d.at + interval '3 hours' END,
  CASE WHEN corpus.chance(d.id, 12) < 0.90 THEN 'section'
       WHEN corpus.chance(d.id, 12) < 0.98 THEN 'closed' ELSE 'hidden' END,
  1 + corpus.pick(d.id, 13, 5), d.at - interval '1 day', d.at, 1
FROM dated AS d
JOIN corpus.texts AS head ON head.kind = 'headline' AND head.language = d.language
  AND head.number = corpus.pick(d.id, 14, %(headlines)s)
JOIN corpus.texts AS stand ON stand.kind = 'headline' AND stand.language = d.language
  AND stand.number = corpus.pick(d.id, 15, %(headlines)s)
CROSS JOIN LATERAL (
  SELECT string_agg(t.html, '' ORDER BY n) AS html,
         string_agg(t.plain, E'\\n' ORDER BY n) AS plain
  FROM generate_series(1, d.length) AS n
  JOIN corpus.texts AS t ON t.kind = 'paragraph' AND t.language = d.language
    AND t.number = corpus.pick(d.id * 32 + n, 16, %(paragraphs)s)
) AS body
ORDER BY d.id
"""

BELONGINGS = (
    """
INSERT INTO articles_byline (article_id, contributor_id, role, position, listed_at)
SELECT a.id,
  1 + (power(corpus.chance(a.id, 20), 3) * %(contributors)s + 7 * n)::bigint
    %% %(contributors)s,
  (ARRAY['by', 'by', 'additional'])[n], n - 1,
  CASE WHEN a.status = 'published' THEN a.published_at END
FROM articles_article AS a
CROSS JOIN generate_series(1, 3) AS n
WHERE n <= floor(power(corpus.chance(a.id, 21), 2) * 4)
   OR (n = 1 AND a.source_agency_id IS NULL)
ORDER BY a.id, n
""",
    """
INSERT INTO articles_tagging (article_id, topic_id, listed_at)
SELECT a.id,
  1 + (power(corpus.chance(a.id, 22), 3) * %(topics)s + 13 * n)::bigint
    %% %(topics)s,
  CASE WHEN a.status = 'published' THEN a.published_at END
FROM articles_article AS a
CROSS JOIN generate_series(1, 4) AS n
WHERE n <= 1 + corpus.pick(a.id, 23, 4)
ORDER BY a.id, n
""",
    """
INSERT INTO articles_pastaddress (path, slug, article_id, since)
SELECT to_char(a.first_published_on, '/YYYY/MM/DD/') || 'old-' || a.id || '/',
  'old-' || a.id, a.id, a.published_at
FROM articles_article AS a
WHERE a.first_published_on IS NOT NULL AND corpus.chance(a.id, 24) < 0.03
""",
    """
INSERT INTO articles_day (day, stories, version, changed_at)
SELECT first_published_on, count(*) FILTER (WHERE expires_at IS NULL), 1,
  corpus.moment()
FROM articles_article WHERE status = 'published' GROUP BY first_published_on
""",
    """
INSERT INTO articles_epoch (scope, value)
SELECT 'site', 1 UNION ALL SELECT 'furniture', 1
UNION ALL SELECT 'section:' || id, 1 FROM articles_section
UNION ALL SELECT 'contributor:' || id, 1 FROM articles_contributor
UNION ALL SELECT 'topic:' || id, 1 FROM articles_topic
ON CONFLICT (scope) DO UPDATE SET value = articles_epoch.value + 1
""",
)
