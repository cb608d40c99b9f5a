//! Whether a machine can read a file as its publisher laid it out, rule by rule. Places are those of the file itself, whatever
//! was chosen for reading it.
//!
//! What a rule means for a sheet is told beside where it is looked for. Each finding stands at the smallest thing that somebody
//! would mend: a cell, else a row or column. What only people can judge is said to be unseen, never kept.

use std::collections::BTreeMap;

use spec::diagnostic::Bilingual;
use spec::ingest::{
    AuditFinding, AuditPlace, AuditReport, Choice, RowRole, Rule, RuleCheck, RuleState,
};
use table::text::{begins_note, normalise};

use crate::column::{self, Class};
use crate::excel::{self, Facts, Office};
use crate::grid::{Cell, Grid, Kind, tidy};
use crate::letters;
use crate::refusal::words;
use crate::shape::{self, era_in, is_time};
use crate::{Book, Content, OF_BENCH, plan};

/// Most findings of a rule that are told one by one.
const TOLD: usize = 200;

/// See [`Book::audit`].
pub(crate) fn audit(book: &Book, choice: &Choice) -> Result<AuditReport, Bilingual> {
    let choice = Choice {
        encoding: choice.encoding,
        separator: choice.separator,
        quote: choice.quote,
        list: choice.list.clone(),
        ..Choice::default()
    };
    if book.is_large() {
        return Err(words(
            "大きなファイルなので、セルごとには調べられません。はじめの何千行かを別のファイルに写して調べてください。",
            "the file is too large to be looked at cell by cell; copy its first thousands of rows to a file of their own",
        ));
    }
    let (format, facts) = match &book.content {
        Content::Workbook { office, bytes } => {
            (Format::Workbook(*office), excel::facts(*office, bytes)?)
        }
        Content::Text { .. } => (Format::Text, BTreeMap::new()),
        Content::Json(_) => (Format::Json, BTreeMap::new()),
    };
    let mut found = Found {
        format,
        list: BTreeMap::new(),
        counts: BTreeMap::new(),
        has_signs: false,
        has_areas: false,
        knows: Facts {
            knows_formulas: true,
            knows_hidden: true,
            knows_pictures: true,
            knows_marked: true,
            ..Facts::default()
        },
    };
    if format == Format::Workbook(Office::Xls) {
        found.add(Rule::Format, AuditPlace::File, "", || {
            words(
                "古い形式（.xls）です。.xlsx か CSV で公開すると、どの機械でも読めます。",
                "this is the old format (.xls); as .xlsx or CSV any machine reads it",
            )
        });
    }
    let mut is_any = None;
    for (at, sheet) in book.sheets().iter().enumerate() {
        let number = u32::try_from(at).unwrap_or(u32::MAX);
        if sheet.is_hidden {
            found.add(
                Rule::NotHidden,
                AuditPlace::Sheet { sheet: number },
                "read",
                || {
                    let name = &sheet.name;
                    words(
                        format!("シート「{name}」が隠れています。"),
                        format!("the sheet `{name}` is hidden"),
                    )
                },
            );
        }
        let own = Choice {
            sheet: Some(number),
            ..choice.clone()
        };
        let laid = match book.laid(&own) {
            Ok(laid) => laid,
            Err(reason) => {
                is_any.get_or_insert(Err(reason));
                continue;
            }
        };
        if laid.grid.rows.is_empty() {
            continue;
        }
        is_any = Some(Ok(()));
        let plan = book.plan(&own, OF_BENCH)?;
        let none = Facts::default();
        let facts = facts.get(&sheet.name).unwrap_or(&none);
        let page = Page::new(number, &laid.grid, plan, facts);
        found.sheet(&page);
    }
    match is_any {
        Some(Err(reason)) => Err(reason),
        _ => Ok(found.finish()),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Workbook(Office),
    Text,
    Json,
}

/// A column of a table on its sheet.
struct Lane {
    /// Its place on the sheet, from 0.
    at: usize,
    /// The name that it gets in the end.
    name: String,
    /// What its cells are, row by row as in [`Page::body`].
    classes: Vec<Class>,
    /// Cells that say something.
    telling: usize,
    /// Those of them that are numbers.
    numeric: usize,
}

impl Lane {
    fn is_numeric(&self) -> bool {
        self.numeric > 0 && self.numeric * 10 >= self.telling * 8
    }
}

/// A sheet with what it was taken for.
struct Page<'a> {
    sheet: u32,
    grid: &'a Grid,
    facts: &'a Facts,
    roles: BTreeMap<usize, RowRole>,
    /// The rows of names, from 0.
    header: Option<(usize, usize)>,
    /// The rows of the table, from 0.
    body: Vec<usize>,
    lanes: Vec<Lane>,
}

impl<'a> Page<'a> {
    fn new(sheet: u32, grid: &'a Grid, plan: plan::Plan, facts: &'a Facts) -> Self {
        let plan::Plan {
            look, roles, kept, ..
        } = plan;
        let row = |line: u32| grid.lines.iter().position(|known| *known == line);
        let header = row(look.header.0).zip(row(look.header.1));
        let from = header.map_or(0, |(_, last)| last + 1);
        let body: Vec<usize> = (from..grid.rows.len())
            .filter(|row| !roles.contains_key(row))
            .collect();
        let lanes = kept
            .iter()
            .zip(&look.columns)
            .map(|(at, column)| {
                let nothing = Cell::default();
                let classes: Vec<Class> = body
                    .iter()
                    .map(|row| column::class(grid.cell(*row, *at).unwrap_or(&nothing)))
                    .collect();
                let count =
                    |is: fn(&Class) -> bool| classes.iter().filter(|class| is(class)).count();
                Lane {
                    at: *at,
                    name: column.name.clone(),
                    telling: count(|class| {
                        !matches!(class, Class::Blank | Class::Missing | Class::Error)
                    }),
                    numeric: count(|class| matches!(class, Class::Plain | Class::Written { .. })),
                    classes,
                }
            })
            .collect();
        Self {
            sheet,
            grid,
            facts,
            roles,
            header,
            body,
            lanes,
        }
    }

    fn cell(&self, row: usize, column: usize) -> AuditPlace {
        AuditPlace::Cell {
            sheet: self.sheet,
            row: self.grid.line(row),
            column: number(column),
        }
    }

    fn row(&self, row: usize) -> AuditPlace {
        AuditPlace::Row {
            sheet: self.sheet,
            row: self.grid.line(row),
        }
    }

    fn column(&self, column: usize) -> AuditPlace {
        AuditPlace::Column {
            sheet: self.sheet,
            column: number(column),
        }
    }

    /// Each cell of the table's body with something in it.
    fn cells(&self) -> impl Iterator<Item = (usize, usize, &Cell, &Class)> {
        self.lanes.iter().flat_map(move |lane| {
            self.body
                .iter()
                .zip(&lane.classes)
                .filter_map(move |(row, class)| {
                    let cell = self.grid.cell(*row, lane.at)?;
                    (!cell.is_blank()).then_some((*row, lane.at, cell, class))
                })
        })
    }

    /// Rows that are taken for something.
    fn rows(&self, role: RowRole) -> impl Iterator<Item = usize> {
        self.roles
            .iter()
            .filter(move |(_, known)| **known == role)
            .map(|(row, _)| *row)
    }

    /// All that stands outside of the table, in one piece.
    fn prose(&self) -> String {
        let rows = self.rows(RowRole::Above).chain(self.rows(RowRole::Note));
        let cells = rows.flat_map(|row| self.grid.rows.get(row).into_iter().flatten());
        let texts: Vec<String> = cells.map(|cell| normalise(&cell.text)).collect();
        texts.join("\n")
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

struct Found {
    format: Format,
    list: BTreeMap<Rule, BTreeMap<AuditPlace, (Bilingual, &'static str)>>,
    counts: BTreeMap<Rule, u64>,
    has_signs: bool,
    has_areas: bool,
    /// What was looked through on every sheet.
    knows: Facts,
}

impl Found {
    fn add(
        &mut self,
        rule: Rule,
        place: AuditPlace,
        step: &'static str,
        text: impl FnOnce() -> Bilingual,
    ) {
        let list = self.list.entry(rule).or_default();
        if list.contains_key(&place) {
            return;
        }
        *self.counts.entry(rule).or_default() += 1;
        if list.len() < TOLD {
            list.insert(place, (text(), step));
        }
    }

    fn sheet(&mut self, page: &Page<'_>) {
        let facts = page.facts;
        self.knows.knows_formulas &= facts.knows_formulas;
        self.knows.knows_hidden &= facts.knows_hidden;
        self.knows.knows_pictures &= facts.knows_pictures;
        self.knows.knows_marked &= facts.knows_marked;
        self.shape(page);
        self.names(page);
        self.workbook(page);
        self.text(page);
        self.cells(page);
        self.lanes(page);
    }

    /// L1-02, L1-03, L1-04, L3-01: where the table is on its sheet.
    fn shape(&mut self, page: &Page<'_>) {
        let grid = page.grid;
        match page.header {
            Some((0, _)) => {}
            Some((first, _)) => self.add(Rule::FirstRow, page.row(first), "read", || {
                let line = grid.line(first);
                words(
                    format!("見出しが {line} 行目にあります。1 行目に見出し、2 行目からデータにします。"),
                    format!("the names stand in row {line}; they belong into row 1, with values from row 2"),
                )
            }),
            None => self.add(Rule::FirstRow, page.row(0), "read", || {
                words(
                    "1 行目に見出しがありません。",
                    "row 1 does not name the columns",
                )
            }),
        }
        for row in page
            .rows(RowRole::Above)
            .filter(|row| grid.filled(*row) > 0)
        {
            self.add(Rule::NothingBeside, page.row(row), "read", || {
                words(
                    "表の上に、題や単位などの行があります。別のシートか説明の文書に移します。",
                    "a title, unit or the like stands above the table; it belongs to another sheet or document",
                )
            });
        }
        for row in page.rows(RowRole::Note) {
            self.add(Rule::NothingBeside, page.row(row), "read", || {
                words(
                    "表の下か中に、注や資料名の行があります。別のシートか説明の文書に移します。",
                    "a note or source stands in or below the table; it belongs to another sheet or document",
                )
            });
        }
        self.gaps(page);
        // Columns with nothing in them between others.
        let kept: Vec<usize> = page.lanes.iter().map(|lane| lane.at).collect();
        let (Some(left), Some(right)) = (kept.first(), kept.last()) else {
            return;
        };
        for column in (*left..*right).filter(|column| !kept.contains(column)) {
            // The same names again to the right: another table.
            let head = page.header.map_or(0, |(_, last)| last);
            let next = kept.iter().find(|at| **at > column).copied();
            let name = next.map_or("", |at| grid.tidy(head, at));
            let is_again =
                !name.is_empty() && (*left..column).any(|at| grid.tidy(head, at) == name);
            if let Some(at) = next.filter(|_| is_again) {
                self.add(Rule::OneTable, page.column(at), "read", || {
                    words(
                        "ここから右に、別の表があります。シートかファイルを分けます。",
                        "another table begins here; it belongs to a sheet or file of its own",
                    )
                });
            } else {
                self.add(Rule::NotCut, page.column(column), "read", || {
                    words(
                        "空の列で表が切れています。",
                        "a blank column cuts the table apart",
                    )
                });
            }
        }
    }

    /// Blank rows inside of a table, and tables below each other.
    fn gaps(&mut self, page: &Page<'_>) {
        let grid = page.grid;
        let Some(last) = page.body.last().copied() else {
            return;
        };
        let is_inside =
            |row: &usize| page.body.first().is_some_and(|first| row > first) && *row < last;
        let blank: Vec<usize> = page.rows(RowRole::Blank).filter(is_inside).collect();
        for row in blank {
            let next = (row + 1..=last).find(|row| grid.filled(*row) > 0);
            // Names below a blank row: nothing but words, and values under them.
            let is_head = next.is_some_and(|next| {
                let texts = |row: usize| {
                    let cells = grid.rows.get(row).into_iter().flatten();
                    let filled: Vec<&Cell> = cells.filter(|cell| !cell.is_blank()).collect();
                    let values = filled
                        .iter()
                        .filter(|cell| crate::grid::is_value(cell))
                        .count();
                    (filled.len(), values)
                };
                let (filled, values) = texts(next);
                let below = texts(next + 1);
                filled > 1 && values == 0 && below.1 > 0
            });
            if let Some(next) = next.filter(|_| is_head) {
                self.add(Rule::OneTable, page.row(next), "read", || {
                    words(
                        "この行から、別の表が始まっているようです。シートかファイルを分けます。",
                        "another table seems to begin in this row; it belongs to a sheet or file of its own",
                    )
                });
            } else {
                self.add(Rule::NotCut, page.row(row), "read", || {
                    words(
                        "空の行で表が切れています。",
                        "a blank row cuts the table apart",
                    )
                });
            }
        }
        for row in page.rows(RowRole::Again) {
            self.add(Rule::NotCut, page.row(row), "read", || {
                words(
                    "見出しが途中でくり返されています。",
                    "the names are repeated inside of the table",
                )
            });
        }
    }

    /// L1-05, L2-03, L3-04, L3-05 and L3-09 as far as they are about names.
    fn names(&mut self, page: &Page<'_>) {
        let Some((first, last)) = page.header else {
            return;
        };
        let grid = page.grid;
        if last > first {
            self.add(Rule::OneName, page.row(first), "flatten_header", || {
                let count = last + 1 - first;
                words(
                    format!("見出しが {count} 行にわたっています。1 行にまとめます。"),
                    format!("the names stand in {count} rows; they belong into one"),
                )
            });
        }
        let written = |row: usize, at: usize| {
            let region = grid.region(row, at);
            let (row, at) = region.map_or((row, at), |region| (region.top, region.left));
            tidy(grid.tidy(row, at)).to_owned()
        };
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for lane in &page.lanes {
            let parts: Vec<String> = (first..=last).map(|row| written(row, lane.at)).collect();
            let full = parts.join("\n");
            if parts.iter().all(String::is_empty) {
                self.add(Rule::Named, page.column(lane.at), "rename", || {
                    words("この列には名前がありません。", "this column has no name")
                });
                continue;
            }
            let lowest = parts.last().cloned().unwrap_or_default();
            let own = if last > first { full } else { lowest };
            if seen.insert(letters::spelling(&own), lane.at).is_some() {
                self.add(Rule::OneName, page.column(lane.at), "rename", || {
                    words(
                        format!(
                            "「{}」という名前の列がほかにもあります。",
                            letters::shown(own.trim())
                        ),
                        format!(
                            "another column is called `{}`, too",
                            letters::shown(own.trim())
                        ),
                    )
                });
            }
        }
        for row in first..=last {
            for (at, cell) in grid.rows.get(row).into_iter().flatten().enumerate() {
                if let Some(year) = era_in(&cell.text) {
                    self.add(Rule::TimeAxis, page.cell(row, at), "rename", || {
                        words(
                            format!("見出しの年が和暦です（{year} 年と西暦で書きます）。"),
                            format!("a year of an era stands in the names; it is {year}"),
                        )
                    });
                }
            }
        }
        // Years or months side by side under one name are an axis laid out in columns.
        let mut axes: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
        for lane in &page.lanes {
            let parts: Vec<String> = (first..=last).map(|row| written(row, lane.at)).collect();
            let (times, others): (Vec<String>, Vec<String>) =
                parts.into_iter().partition(|part| is_time(part));
            if let Some(time) = times.into_iter().next() {
                axes.entry(others.join("\n"))
                    .or_default()
                    .push((time, lane.at));
            }
        }
        for times in axes.into_values() {
            let mut different: Vec<&str> = times.iter().map(|(time, _)| time.as_str()).collect();
            different.sort_unstable();
            different.dedup();
            let count = different.len();
            if let Some((_, begin)) = times.first().filter(|_| count > 2) {
                self.add(Rule::LongForm, page.column(*begin), "unpivot", || {
                    words(
                        format!("年や月が {count} 列に並んでいます。「年」の列を作り、1 行に 1 つの値にします。"),
                        format!("{count} columns are years or months; with a column for them, each row has one value"),
                    )
                });
            }
        }
    }

    /// L1-10 to L1-13 and L2-06: what only workbooks have.
    fn workbook(&mut self, page: &Page<'_>) {
        let sheet = page.sheet;
        for region in &page.grid.merged {
            self.add(
                Rule::NotMerged,
                page.cell(region.top, region.left),
                "fill_down",
                || {
                    words(
                        "結合されたセルです。結合をやめて、それぞれのセルに値を入れます。",
                        "these cells are merged; each of them needs its value",
                    )
                },
            );
        }
        for (row, column) in &page.facts.formulas {
            let place = AuditPlace::Cell {
                sheet,
                row: *row,
                column: *column,
            };
            self.add(Rule::NoFormulas, place, "", || {
                words(
                    "式が入っています。計算した値にします。",
                    "this is a formula; its value belongs here",
                )
            });
        }
        for (row, column) in &page.facts.pictures {
            let place = AuditPlace::Cell {
                sheet,
                row: *row,
                column: *column,
            };
            self.add(Rule::NoPictures, place, "", || {
                words(
                    "画像か図形、グラフが置かれています。別のファイルにします。",
                    "a picture, shape or chart lies here; it belongs to another file",
                )
            });
        }
        for row in &page.facts.hidden_rows {
            self.add(
                Rule::NotHidden,
                AuditPlace::Row { sheet, row: *row },
                "",
                || words("隠れている行です。", "this row is hidden"),
            );
        }
        for column in &page.facts.hidden_columns {
            let place = AuditPlace::Column {
                sheet,
                column: *column,
            };
            self.add(Rule::NotHidden, place, "", || {
                words("隠れている列です。", "this column is hidden")
            });
        }
        // A whole column in one colour says nothing that its place does not.
        let body: std::collections::BTreeSet<u32> =
            page.body.iter().map(|row| page.grid.line(*row)).collect();
        for lane in &page.lanes {
            let column = number(lane.at);
            let marked: Vec<u32> = page
                .facts
                .marked
                .iter()
                .filter(|(row, at)| *at == column && body.contains(row))
                .map(|(row, _)| *row)
                .collect();
            if marked.len() * 2 > page.body.len() {
                continue;
            }
            for row in marked {
                let place = AuditPlace::Cell { sheet, row, column };
                self.add(Rule::NoColour, place, "", || {
                    words(
                        "色か太字で区別しています。意味があるなら、列を作って文字で書きます。",
                        "a colour or bold type tells this cell apart; if it means something, write it into a column",
                    )
                });
            }
        }
    }

    /// L1-14 and L1-15: what only text has.
    fn text(&mut self, page: &Page<'_>) {
        if self.format != Format::Text {
            return;
        }
        let grid = page.grid;
        let length = |row: usize| grid.rows.get(row).map_or(0, Vec::len);
        let mut lengths: Vec<usize> = page.body.iter().map(|row| length(*row)).collect();
        lengths.sort_unstable();
        let usual = lengths
            .chunk_by(|a, b| a == b)
            .max_by_key(|run| run.len())
            .and_then(|run| run.first().copied())
            .unwrap_or(0);
        for row in &page.body {
            let own = length(*row);
            if own > usual {
                self.add(Rule::Quoted, page.row(*row), "", || {
                    words(
                        format!("セルの数が多い行です（{own} 個、ほかは {usual} 個）。カンマのある値が「\"」で囲まれていないようです。"),
                        format!("this row has {own} cells and others {usual}; a value with a comma seems not to stand in quotes"),
                    )
                });
            } else if own < usual {
                self.add(Rule::OneLine, page.row(*row), "", || {
                    words(
                        format!("セルの数が足りない行です（{own} 個、ほかは {usual} 個）。1 件が 1 行になっていないようです。"),
                        format!("this row has {own} cells and others {usual}; a record seems not to be one line"),
                    )
                });
            }
        }
        for (row, cells) in grid.rows.iter().enumerate() {
            for (at, cell) in cells.iter().enumerate() {
                if tidy(&cell.text).contains(['\n', '\r']) {
                    self.add(Rule::OneLine, page.cell(row, at), "normalise", || {
                        words(
                            "値の中に改行があり、1 件が 2 行以上になっています。",
                            "there is a line break in this value, so that the record takes several lines",
                        )
                    });
                }
            }
        }
    }

    /// L1-06, L1-07, L1-08, L2-01, L2-05: cell by cell.
    fn cells(&mut self, page: &Page<'_>) {
        let grid = page.grid;
        for (row, cells) in grid.rows.iter().enumerate() {
            let is_of_table = match page.roles.get(&row) {
                None | Some(RowRole::Header | RowRole::Total | RowRole::Again) => true,
                Some(_) => false,
            };
            for (at, cell) in cells.iter().enumerate() {
                if cell.kind != Kind::Text {
                    continue;
                }
                if is_of_table && !cell.is_blank() && letters::is_padded(&cell.text) {
                    self.add(Rule::NoPadding, page.cell(row, at), "normalise", || {
                        words(
                            "見た目を整える空白か改行があります。取り除きます。",
                            "there are blanks or line breaks for looks; they go",
                        )
                    });
                }
                if let Some(c) = letters::dependent(&cell.text) {
                    self.add(Rule::Characters, page.cell(row, at), "normalise", || {
                        let shown = if letters::is_unseen(c) {
                            format!("U+{:04X}", u32::from(c))
                        } else {
                            c.to_string()
                        };
                        words(
                            format!("機械によって読めない文字（{shown}）があります。"),
                            format!("there is a character that not every machine has ({shown})"),
                        )
                    });
                }
            }
        }
        for (row, at, cell, _) in page.cells() {
            if holds_several(tidy(&cell.text)) && cell.kind == Kind::Text {
                self.add(Rule::OneValue, page.cell(row, at), "extract", || {
                    words(
                        "1 つのセルに 2 つ以上の値があります。列を分けます。",
                        "this cell holds more than one value; each needs a column",
                    )
                });
            }
            let text = normalise(&cell.text);
            if text.starts_with("その他(") || text.starts_with("その他:") {
                self.add(Rule::OtherApart, page.cell(row, at), "extract", || {
                    words(
                        "「その他」の内容が同じセルに書かれています。内容は別の列にします。",
                        "what «その他» is stands in the same cell; it needs a column of its own",
                    )
                });
            }
        }
        for lane in page.lanes.iter().filter(|lane| lane.is_numeric()) {
            for (row, class) in page.body.iter().zip(&lane.classes) {
                let is_odd = matches!(class, Class::Written { .. } | Class::Text);
                if is_odd {
                    self.add(Rule::PlainNumbers, page.cell(*row, lane.at), "parse_number", || {
                        words(
                            "数のセルに、桁区切りや記号、単位、注のしるしなどがあります。数だけにします。",
                            "there are commas, signs, a unit or a mark in a number; only the number belongs here",
                        )
                    });
                }
            }
        }
    }

    /// Rules about whole columns.
    fn lanes(&mut self, page: &Page<'_>) {
        let prose = page.prose();
        let has_units = prose.contains("単位");
        for (position, lane) in page.lanes.iter().enumerate() {
            let place = page.column(lane.at);
            let name = letters::shown(&lane.name);
            let count =
                |is: fn(&Class) -> bool| lane.classes.iter().filter(|class| is(class)).count();
            let blank = count(|class| *class == Class::Blank);
            if lane.is_numeric() && blank > 0 {
                self.add(Rule::BlankOrZero, place, "read", || {
                    words(
                        format!("「{name}」に空のセルが {blank} 個あり、0 なのか、値がないのか分かりません。"),
                        format!("`{name}` has {blank} blank cells, which may be 0 or no value"),
                    )
                });
            }
            self.spellings(page, lane);
            self.ditto(page, position, lane, blank);
            let sign = page
                .body
                .iter()
                .zip(&lane.classes)
                .find(|(_, class)| **class == Class::Missing)
                .map(|(row, _)| normalise(page.grid.tidy(*row, lane.at)));
            if let Some(sign) = sign {
                self.has_signs = true;
                let is_told = !sign.is_empty() && prose.contains(sign.as_str());
                if !is_told {
                    self.add(Rule::SignsDefined, place, "", || {
                        words(
                            format!(
                                "「{name}」の記号「{}」の意味が書かれていません。",
                                letters::shown(&sign)
                            ),
                            format!(
                                "nothing says what `{}` means in `{name}`",
                                letters::shown(&sign)
                            ),
                        )
                    });
                }
            }
            self.units(page, lane, has_units);
            let years = count(|class| matches!(class, Class::Year(_)));
            let eras = page.body.iter().zip(&lane.classes).filter(|(row, class)| {
                matches!(class, Class::Day(_, false))
                    && era_in(page.grid.tidy(**row, lane.at)).is_some()
            });
            let eras = eras.count() + years;
            if eras > 0 {
                self.add(Rule::TimeAxis, place, "parse_date", || {
                    words(
                        format!("「{name}」は和暦です（{eras} 個）。西暦か、2024-04-01 の形にします。"),
                        format!("`{name}` has years of an era ({eras} cells); Western years or 2024-04-01 belong here"),
                    )
                });
            }
            self.areas(page, lane);
        }
    }

    /// L2-04.
    fn spellings(&mut self, page: &Page<'_>, lane: &Lane) {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        let texts = || {
            let those = page.body.iter().zip(&lane.classes);
            those.filter_map(|(row, class)| {
                let text = page.grid.tidy(*row, lane.at);
                (*class == Class::Text && !text.is_empty()).then_some((*row, text))
            })
        };
        for (_, text) in texts() {
            *counts.entry(text).or_default() += 1;
        }
        let odd = letters::minorities(counts.into_iter());
        for (row, text) in texts() {
            if let Some(usual) = odd.get(text) {
                self.add(Rule::OneSpelling, page.cell(row, lane.at), "normalise", || {
                    let usual = letters::shown(usual);
                    words(
                        format!("ほかでは「{usual}」と書かれている値のようです。書き方をそろえます。"),
                        format!("elsewhere this value is spelled `{usual}`; spell it one way"),
                    )
                });
            }
        }
    }

    /// L2-02.
    fn ditto(&mut self, page: &Page<'_>, position: usize, lane: &Lane, blank: usize) {
        let text = || {
            words(
                "上と同じ値を省いています。すべての行に値を入れます。",
                "the value above is meant here; every row needs its own",
            )
        };
        let mut seen = std::collections::BTreeSet::new();
        let (mut is_once, mut is_first) = (true, true);
        for (row, class) in page.body.iter().zip(&lane.classes) {
            let own = page.grid.tidy(*row, lane.at);
            if matches!(own, "〃" | "同上" | "々" | "″" | "\"") {
                self.add(Rule::NoDitto, page.cell(*row, lane.at), "fill_down", text);
            }
            if *class == Class::Blank {
                is_first = is_first && !seen.is_empty();
            } else {
                is_once = is_once && seen.insert(own);
            }
        }
        let is_left_out = position < 3
            && is_once
            && is_first
            && !lane.is_numeric()
            && blank * 5 >= page.body.len()
            && seen.len() > 1;
        if !is_left_out {
            return;
        }
        for (row, class) in page.body.iter().zip(&lane.classes) {
            // What a merged cell covers is told as one.
            let is_covered = page
                .grid
                .region(*row, lane.at)
                .is_some_and(|region| region.top != *row || region.left != lane.at);
            if *class == Class::Blank && !is_covered && page.grid.filled(*row) > 0 {
                self.add(Rule::NoDitto, page.cell(*row, lane.at), "fill_down", text);
            }
        }
    }

    /// L3-04.
    fn units(&mut self, page: &Page<'_>, lane: &Lane, has_units: bool) {
        const COUNTED: [&str; 6] = ["年", "年度", "月", "日", "緯度", "経度"];
        let is_counted = COUNTED.contains(&lane.name.as_str())
            || column::is_code_name(&lane.name)
            || is_time(&lane.name);
        if !lane.is_numeric() || has_units || is_counted {
            return;
        }
        let Some((first, last)) = page.header else {
            return;
        };
        let in_name = (first..=last).any(|row| {
            let text = page.grid.tidy(row, lane.at);
            shape::unit(text).is_some() || shape::bare_unit(text).is_some()
        });
        let in_cells = lane.classes.iter().any(
            |class| matches!(class, Class::Written { reading, .. } if !reading.unit.is_empty()),
        );
        if !in_name && !in_cells {
            self.add(Rule::Units, page.column(lane.at), "rename", || {
                let name = letters::shown(&lane.name);
                words(
                    format!("「{name}」の単位が書かれていません。「人口（人）」のように書きます。"),
                    format!("nothing says the unit of `{name}`; write it as 人口（人）"),
                )
            });
        }
    }

    /// L3-06.
    fn areas(&mut self, page: &Page<'_>, lane: &Lane) {
        let name = normalise(&lane.name);
        let bare = name.strip_suffix('名').unwrap_or(&name);
        let ends: &[char] = match bare {
            "都道府県" | "県" => &['都', '道', '府', '県'],
            "市町村" | "市区町村" | "市町" | "自治体" | "団体" => {
                &['市', '区', '町', '村', '県', '都', '道', '府']
            }
            _ => return,
        };
        self.has_areas = true;
        let odd = page
            .body
            .iter()
            .filter(|row| {
                let text = page.grid.tidy(**row, lane.at);
                !text.is_empty() && !text.ends_with(ends) && !begins_note(text)
            })
            .count();
        if odd * 2 > page.body.len() {
            self.add(Rule::Areas, page.column(lane.at), "key_conversion", || {
                let name = letters::shown(&lane.name);
                words(
                    format!("「{name}」が正式な名前ではないようです（「三重」でなく「三重県」、または団体コード）。"),
                    format!("`{name}` seems not to hold official names (三重県, not 三重) or codes"),
                )
            });
        }
    }

    fn finish(self) -> AuditReport {
        let state = |rule: Rule| -> (RuleState, Bilingual) {
            if let Some(places) = self.counts.get(&rule) {
                return (RuleState::Broken { places: *places }, Bilingual::default());
            }
            self.unbroken(rule)
        };
        let rules = Rule::ALL
            .into_iter()
            .map(|rule| {
                let (state, why) = state(rule);
                RuleCheck {
                    rule,
                    words: Rule::words(rule),
                    state,
                    why,
                }
            })
            .collect();
        let findings = self
            .list
            .into_iter()
            .flat_map(|(rule, list)| {
                list.into_iter()
                    .map(move |(place, (words, step))| AuditFinding {
                        rule,
                        place,
                        words,
                        step: step.to_owned(),
                    })
            })
            .collect();
        AuditReport { rules, findings }
    }

    /// What became of a rule against which nothing was found.
    fn unbroken(&self, rule: Rule) -> (RuleState, Bilingual) {
        let kept = (RuleState::Kept, Bilingual::default());
        let others = |ja: &str, en: &str| (RuleState::OfOthers, words(ja, en));
        let unseen = |ja: &str, en: &str| (RuleState::Unseen, words(ja, en));
        let is_workbook = matches!(self.format, Format::Workbook(_));
        let knows = |knows: bool| {
            if !is_workbook {
                others("Excel のファイルのきまりです。", "this is about workbooks")
            } else if knows {
                kept.clone()
            } else {
                unseen(
                    "この形式では調べられません。Excel で開いて確かめてください。",
                    "this format is not looked through for it; see for yourself in Excel",
                )
            }
        };
        match rule {
            Rule::NoPictures => knows(self.knows.knows_pictures),
            Rule::NoColour => knows(self.knows.knows_marked),
            Rule::NotHidden => knows(self.knows.knows_hidden),
            Rule::NoFormulas => knows(self.knows.knows_formulas),
            Rule::NotMerged => knows(true),
            Rule::OneLine | Rule::Quoted if self.format != Format::Text => {
                others("CSV のきまりです。", "this is about CSV")
            }
            Rule::SignsDefined if !self.has_signs => others(
                "特別な記号は使われていません。",
                "there are no special signs",
            ),
            Rule::Areas if !self.has_areas => others(
                "地域の列がないようです。",
                "there seems to be no column of areas",
            ),
            Rule::CodeTable => unseen(
                "コード表が別に公開されているかは、このファイルからは分かりません。",
                "whether a table of codes is published elsewhere cannot be seen from this file",
            ),
            Rule::SameLayout => unseen(
                "ほかの年のファイルと比べないと分かりません。",
                "only the files of other years tell",
            ),
            Rule::Stated => unseen(
                "定義や更新の記録は、公開のページを見ないと分かりません。",
                "definitions and history stand where the file is published",
            ),
            _ => kept,
        }
    }
}

/// Whether a text holds two values or more: lines, a number with another one in brackets or behind a stroke.
fn holds_several(text: &str) -> bool {
    let lines = text
        .split(['\n', '\r'])
        .filter(|line| !line.trim().is_empty());
    if lines.count() > 1 {
        return true;
    }
    let text = normalise(text);
    let is_number = |text: &str| table::number::read(text, "").is_ok();
    if let Some((before, inside)) = text
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once('('))
    {
        return !before.trim().is_empty() && is_number(before) && is_number(inside);
    }
    // 1/2 may be a fraction or a day; 120/130人 is two.
    let parts: Vec<&str> = text.split(['/', '、']).collect();
    parts.len() > 1
        && parts.iter().all(|part| is_number(part))
        && table::text::parse_date(&text).is_none()
        && parts.iter().any(|part| part.chars().count() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_values_are_told_from_one() {
        for several in ["1,234（56）", "男\n女", "120/130人", "100、200"] {
            assert!(holds_several(several), "{several}");
        }
        for one in [
            "1,234",
            "津市（旧久居市）",
            "2023/4/1",
            "1/2",
            "a/b",
            "（5）",
        ] {
            assert!(!holds_several(one), "{one}");
        }
    }
}
