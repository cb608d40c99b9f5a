//! Nodes to blocks of prose.

use spec::exercise::Kind;
use spec::prose::DataView;
use spec::{Block, Inline};
use table::Value;

use crate::context::{Context, Filled};
use crate::fields::{Fields, document};
use crate::fragment::Fragment;
use crate::markdown::{Node, NodeKind};
use crate::problem;

/// Blocks of nodes, in order.
pub(crate) fn blocks(nodes: Vec<Node>, context: &mut Context<'_>) -> Vec<Block> {
    nodes
        .into_iter()
        .filter_map(|node| block(node, context))
        .collect()
}

/// The block of a node; `None` for what has no place in prose.
pub(crate) fn block(node: Node, context: &mut Context<'_>) -> Option<Block> {
    Some(match node.kind {
        NodeKind::Heading(heading) => {
            if heading.text.is_empty() {
                context.add(node.at.clone(), problem::headings::empty());
            }
            if heading
                .classes
                .iter()
                .any(|class| Kind::from_slug(class).is_some())
            {
                context.add(node.at, problem::headings::exercise_level());
            }
            Block::Heading {
                level: heading.level,
                id: heading.id,
                text: heading.text,
            }
        }
        NodeKind::Paragraph(text) => Block::Paragraph(text),
        NodeKind::List { start, items } => {
            let item = |item: crate::markdown::Item| {
                let mut blocks = blocks(item.nodes, context);
                // Outside choices, boxes are just signs.
                if let Some(checked) = item.checked {
                    let sign = if checked { "☑ " } else { "☐ " };
                    match blocks.first_mut() {
                        Some(Block::Paragraph(text)) => match text.first_mut() {
                            Some(Inline::Text(first)) => first.insert_str(0, sign),
                            _ => text.insert(0, Inline::Text(sign.into())),
                        },
                        _ => blocks.insert(0, Block::Paragraph(vec![Inline::Text(sign.into())])),
                    }
                }
                blocks
            };
            Block::List {
                start,
                items: items.into_iter().map(item).collect(),
            }
        }
        NodeKind::Quote(nodes) => Block::Quote(blocks(nodes, context)),
        NodeKind::Alert { kind, nodes } => Block::Alert {
            kind,
            blocks: blocks(nodes, context),
        },
        NodeKind::Table { header, rows } => Block::Table { header, rows },
        NodeKind::Rule => Block::Rule,
        NodeKind::Fence { info, fragment } => {
            let mut words = info.split_whitespace();
            let language = words.next().unwrap_or_default();
            let role = words.next();
            match (language, role) {
                ("data", None) => return data_view(&fragment, context).map(Block::Data),
                ("data", Some(found)) => {
                    let told = problem::exercises::unknown_block_word(found, &[], &[]);
                    context.add(node.at, told);
                    return data_view(&fragment, context).map(Block::Data);
                }
                ("check" | "chart", _) | ("steps" | "sql", Some(_)) => {
                    context.add(node.at, problem::exercises::block_outside(&info));
                    return None;
                }
                ("steps", None) => {
                    context.steps(&fragment, Filled::Partly);
                }
                ("sql", None) => {
                    context.use_sql(&fragment.text, node.at);
                }
                _ => {}
            }
            let text = fragment
                .text
                .strip_suffix('\n')
                .unwrap_or(&fragment.text)
                .to_owned();
            Block::Code {
                language: language.to_owned(),
                text,
            }
        }
    })
}

/// A `data` block: rows are put in when the module is built.
fn data_view(fragment: &Fragment, context: &mut Context<'_>) -> Option<DataView> {
    let toml = document(fragment, &mut context.report);
    let report = &mut context.report;
    let mut fields = Fields::new(&toml, fragment, fragment.range.clone());
    let table = fields.text("table", report);
    let columns = fields.strings("columns", report);
    let cells = fields.cells("where", report);
    let limit = fields.whole("limit", report);
    let caption = fields.string("caption", report);
    fields.finish(report);
    let mut equals = Vec::new();
    for (name, cell) in cells {
        if matches!(&cell.value, Value::Text(text) if text.contains("{町}")) {
            context.add(cell.at, problem::data::town_in_data());
            continue;
        }
        equals.push((name.value, cell.value));
    }
    let table = table?;
    context.use_table(&table.value, table.at);
    context.views.push(fragment.range.clone());
    Some(DataView {
        table: table.value,
        columns: columns.into_iter().map(|column| column.value).collect(),
        equals,
        limit: limit.map(|limit| limit.value),
        caption: caption.map(|caption| caption.value).unwrap_or_default(),
        rows: None,
    })
}
