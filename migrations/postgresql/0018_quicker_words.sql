-- The same vector of the same words, in half the time: kept plans, one list, and each length taken once.
CREATE OR REPLACE FUNCTION "search_words"("title" text, "labels" text, "body" text) RETURNS tsvector
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	of_title CONSTANT text[] := string_to_array($1, ' ');
	of_labels CONSTANT text[] := string_to_array($2, ' ');
	title_end CONSTANT integer := cardinality(of_title);
	labels_end CONSTANT integer := title_end + 1 + cardinality(of_labels);
BEGIN
	RETURN (
		SELECT coalesce(string_agg(
			'''' || word || ''':' || place || CASE WHEN place <= title_end THEN 'A' WHEN place <= labels_end THEN 'B' ELSE 'D' END, ' '
		), '')::tsvector
		FROM unnest(of_title || U&'\E000'::text || of_labels || U&'\E000'::text || string_to_array($3, ' '))
			WITH ORDINALITY AS words (word, place)
		WHERE word <> U&'\E000'
	);
END
$$;
