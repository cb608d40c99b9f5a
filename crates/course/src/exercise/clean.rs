//! `clean`: written as a `table` exercise.

use super::form::Form;
use crate::keys::key::Key;
use crate::template::subject::{Column, Subject};

pub(super) use super::table::{read, write};

/// How it is written.
pub(super) const FORM: Form = super::table::FORM;

/// Its tables of keys: those of a `.table`.
pub(super) fn keys() -> Vec<(&'static str, Vec<Key>)> {
    Vec::new()
}

/// Texts of such an exercise about a table, the best first.
pub(super) fn templates(id: &str, subject: &Subject) -> Vec<String> {
    subject.of_pairs(|label, amount| Some(template(id, &subject.name, label, amount)))
}

fn template(id: &str, table: &str, label: &Column, amount: &Column) -> String {
    let (label_name, amount_name) = (&label.name, &amount.name);
    let (label, amount) = (
        spec::step::text::write_name(label_name),
        spec::step::text::write_name(amount_name),
    );
    let table = spec::step::text::write_name(table);
    format!(
        r#"## 使う列だけの表に直す {{#{id} .clean points=10}}

「{label_name}」と「{amount_name}」の列だけを残し、「{amount_name}」の列名を「値」に変えてください。

```steps starter
from {table}
```
```steps solution
from {table}
select {label}, {amount}
rename {amount} = 値
```
```check
[[wrong]]
say = "列名が元のままです。「値」に変えましょう。"
steps = '''
from {table}
select {label}, {amount}
'''
[[wrong]]
say = "いらない列が残っています。"
steps = '''
from {table}
rename {amount} = 値
'''
```

> [!TIP]
> まず「列を選ぶ」で、使う列だけを残します。

> [!TIP]
> 次に「列名を変える」で、名前を直します。

> [!IMPORTANT]
> （正解のあとに見せる説明を書きます。）
"#
    )
}
