//! The 29 municipalities of Mie, their area, and the spellings under which publishers name one place.

/// The prefecture's code in every source.
pub const PREFECTURE: &str = "24";

/// A municipality of Mie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Municipality {
    /// Five digits: the spelling of our tables.
    pub code: &'static str,
    /// 市 or 町 without its 郡.
    pub name: &'static str,
    /// 郡, empty for a 市.
    pub district: &'static str,
    /// One of the five areas that the prefecture plans by. A column of our own: no source table carries it.
    pub area: &'static str,
}

const fn place(
    code: &'static str,
    name: &'static str,
    district: &'static str,
    area: &'static str,
) -> Municipality {
    Municipality {
        code,
        name,
        district,
        area,
    }
}

/// All 29, in the order of their codes.
pub const MUNICIPALITIES: [Municipality; 29] = [
    place("24201", "津市", "", "中南勢"),
    place("24202", "四日市市", "", "北勢"),
    place("24203", "伊勢市", "", "伊勢志摩"),
    place("24204", "松阪市", "", "中南勢"),
    place("24205", "桑名市", "", "北勢"),
    place("24207", "鈴鹿市", "", "北勢"),
    place("24208", "名張市", "", "伊賀"),
    place("24209", "尾鷲市", "", "東紀州"),
    place("24210", "亀山市", "", "北勢"),
    place("24211", "鳥羽市", "", "伊勢志摩"),
    place("24212", "熊野市", "", "東紀州"),
    place("24214", "いなべ市", "", "北勢"),
    place("24215", "志摩市", "", "伊勢志摩"),
    place("24216", "伊賀市", "", "伊賀"),
    place("24303", "木曽岬町", "桑名郡", "北勢"),
    place("24324", "東員町", "員弁郡", "北勢"),
    place("24341", "菰野町", "三重郡", "北勢"),
    place("24343", "朝日町", "三重郡", "北勢"),
    place("24344", "川越町", "三重郡", "北勢"),
    place("24441", "多気町", "多気郡", "中南勢"),
    place("24442", "明和町", "多気郡", "中南勢"),
    place("24443", "大台町", "多気郡", "中南勢"),
    place("24461", "玉城町", "度会郡", "伊勢志摩"),
    place("24470", "度会町", "度会郡", "伊勢志摩"),
    place("24471", "大紀町", "度会郡", "伊勢志摩"),
    place("24472", "南伊勢町", "度会郡", "伊勢志摩"),
    place("24543", "紀北町", "北牟婁郡", "東紀州"),
    place("24561", "御浜町", "南牟婁郡", "東紀州"),
    place("24562", "紀宝町", "南牟婁郡", "東紀州"),
];

impl Municipality {
    /// The name with its 郡: `桑名郡木曽岬町`, `津市`.
    pub fn full_name(&self) -> String {
        format!("{}{}", self.district, self.name)
    }

    /// Six digits: the code with its check digit.
    pub fn code6(&self) -> String {
        with_check_digit(self.code)
    }

    /// The first three cells of every municipal table.
    pub fn cells(&self) -> Vec<String> {
        vec![
            self.code.to_owned(),
            self.name.to_owned(),
            self.area.to_owned(),
        ]
    }
}

/// The five digits followed by the check digit of 全国地方公共団体コード.
pub fn with_check_digit(code: &str) -> String {
    let sum: u32 = code
        .chars()
        .filter_map(|c| c.to_digit(10))
        .zip([6, 5, 4, 3, 2])
        .map(|(d, w)| d * w)
        .sum();
    // For sums below 11 the rule is 11 − sum, which the general form gives as well.
    let check = (11 - sum % 11) % 10;
    format!("{code}{check}")
}

/// The municipality behind any of the spellings: `24201`, `242012`, `R24201`, `津市`, `桑名郡木曽岬町`, `三重県津市`.
///
/// `None` for the prefecture, for 郡 subtotals, for a wrong check digit, and for everything outside Mie.
pub fn find(spelling: &str) -> Option<&'static Municipality> {
    let bare = spelling.trim();
    let bare = bare.strip_prefix("三重県").unwrap_or(bare);
    let bare = bare.strip_prefix('R').unwrap_or(bare);
    MUNICIPALITIES
        .iter()
        .find(|m| bare == m.code || bare == m.name || bare == m.code6() || bare == m.full_name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_under_all_its_spellings() {
        for spelling in [
            "24303",
            "243035",
            "R24303",
            "木曽岬町",
            "桑名郡木曽岬町",
            "三重県木曽岬町",
            " 24303 ",
        ] {
            assert_eq!(
                find(spelling).map(|m| m.code),
                Some("24303"),
                "{spelling:?}"
            );
        }
        for other in [
            "",
            "24000",
            "240001",
            "桑名郡",
            "243001",
            "243034",
            "R23303",
            "桑名市木曽岬町",
            "24206",
            "2430",
        ] {
            assert_eq!(find(other), None, "{other:?}");
        }
    }

    #[test]
    fn check_digits_are_the_published_ones() {
        for (code, expected) in [
            ("24201", "242012"),
            ("24211", "242110"),
            ("24208", "242080"),
            ("01100", "011002"),
            ("47382", "473821"),
        ] {
            assert_eq!(with_check_digit(code), expected);
        }
    }

    #[test]
    fn there_are_29_in_order_and_five_areas() {
        assert!(
            MUNICIPALITIES
                .windows(2)
                .all(|pair| pair[0].code < pair[1].code)
        );
        let mut areas: Vec<&str> = MUNICIPALITIES.iter().map(|m| m.area).collect();
        areas.sort_unstable();
        areas.dedup();
        assert_eq!(areas.len(), 5);
    }
}
