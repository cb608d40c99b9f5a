//! The units that may stand behind a number, and which may stand for which.

/// Units of one kind each, which are never taken for one another. Parted by `|`; other names follow behind blanks.
const MEASURES: &str = "円|% パーセント|割|ポイント %ポイント|倍|年|年度|か月 カ月 ヶ月 ヵ月 箇月|日|時間|分|秒|歳 才|\
km2 平方キロメートル 平方キロ|m2 平方メートル|ha ヘクタール|km キロメートル|m メートル|cm センチメートル|kg キログラム|g グラム|t トン";
/// Words for things that are counted; people use one for the other.
const COUNTERS: &str = "人 名 にん ひと|件|世帯|台|戸|か所 カ所 ヶ所 ケ所 ヵ所 箇所 個所|つ 個 コ|泊|人泊|市町|市町村|市|町|村|区|県|都道府県|自治体|\
団体|地区|行|列|回|本|枚|冊|校|園|社|店|軒|棟|床|施設|種類|頭|匹|羽|通|票|点|組|室|箱";

/// A unit of the lists above.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub(super) name: &'static str,
    is_measure: bool,
}

impl Known {
    /// The power of ten that the unit itself is.
    pub(super) fn exponent(self) -> i32 {
        match self.name {
            "%" => -2,
            "割" => -1,
            _ => 0,
        }
    }

    /// Whether it may be written where the other one is wanted (`None`: a word that is not listed).
    pub(super) fn stands_for(self, wanted: Option<Self>) -> bool {
        match wanted {
            Some(wanted) => {
                self.name == wanted.name
                    || !self.is_measure && !wanted.is_measure
                    || wanted.name == "%" && matches!(self.name, "割" | "ポイント")
            }
            None => !self.is_measure,
        }
    }
}

/// The unit of that name.
pub(super) fn known(unit: &str) -> Option<Known> {
    if unit.is_empty() {
        return None;
    }
    [(MEASURES, true), (COUNTERS, false)]
        .into_iter()
        .flat_map(|(list, is_measure)| list.split('|').map(move |names| (names, is_measure)))
        .find(|(names, _)| names.split(' ').any(|name| name == unit))
        .map(|(names, is_measure)| Known {
            name: names.split(' ').next().unwrap_or(names),
            is_measure,
        })
}

/// A unit without what may stand between its characters («km^2»).
pub(super) fn tight(unit: &str) -> String {
    unit.chars()
        .filter(|c| !c.is_whitespace() && *c != '^')
        .collect()
}
