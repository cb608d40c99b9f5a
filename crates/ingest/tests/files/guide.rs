//! The description of a table as the author's guide shows it, in both languages.

#[test]
fn the_guides_description_is_read_by_the_lesson_and_by_the_form() {
    let guide = std::fs::read_to_string("../../courses/README.md").unwrap();
    let blocks: Vec<&str> = guide
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("\n```").next())
        .filter(|block| block.contains("publisher ="))
        .collect();
    assert_eq!(blocks.len(), 2, "one in each language");
    for block in blocks {
        let csv = "市町,貸出数\n津市,10\n".as_bytes().to_vec();
        let (file, problems) = course::describe(csv, "a.toml", block);
        assert_eq!(problems, []);
        assert!(file.attribution.starts_with("出典："));
        let units: Vec<&str> = file
            .columns
            .iter()
            .map(|column| column.unit.as_str())
            .collect();
        assert_eq!(units, ["", "冊"]);
        let description = ingest::read_description(block).unwrap();
        let said = [
            &description.title,
            &description.publisher,
            &description.year,
            &description.url,
            &description.licence,
            &description.attribution,
            &description.note,
        ];
        assert!(said.iter().all(|text| !text.is_empty()), "{description:?}");
        assert_eq!(description.columns, file.columns);
        // The form writes what it read, and every key has a line in the guide's table.
        let written = ingest::write_description(&description, "");
        assert_eq!(ingest::read_description(&written).unwrap(), description);
        for line in written.lines().filter_map(|line| line.split_once(" = ")) {
            let key = line.0;
            let column = ["name", "meaning", "unit", "dtype"].contains(&key);
            let shown = if column {
                format!("| `column.{key}` |")
            } else {
                format!("| `{key}` |")
            };
            assert!(guide.matches(&shown).count() >= 2, "{shown}");
        }
    }
}
