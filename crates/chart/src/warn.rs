//! What a reader of a chart should be told about it although it was drawn.

use crate::data::{ChartData, Plot};

/// What may mislead in a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// More categories than people compare.
    ManyCategories {
        /// How many.
        count: usize,
    },
    /// Nobody wrote what the numbers count.
    NoUnit,
    /// A map of totals shows where many people live.
    Totals {
        /// Their unit.
        unit: String,
    },
}

/// So many categories are compared at a glance.
const MANY: usize = 30;

/// Units of things that are counted.
const COUNTED: [&str; 24] = [
    "人",
    "世帯",
    "件",
    "戸",
    "台",
    "所",
    "か所",
    "箇所",
    "ヶ所",
    "事業所",
    "社",
    "円",
    "千円",
    "万円",
    "百万円",
    "億円",
    "回",
    "泊",
    "人泊",
    "校",
    "駅",
    "票",
    "時間",
    "分",
];

/// Further units of amounts that grow with the size of a place.
const AMOUNTS: [&str; 20] = [
    "千人", "万人", "名", "冊", "床", "頭", "本", "個", "t", "トン", "ha", "km²", "㎢", "km2",
    "m²", "㎡", "施設", "団体", "軒", "棟",
];

/// Whether values of this unit count things, which are many or few and not large or small.
pub fn counts(unit: &str) -> bool {
    COUNTED.contains(&unit)
}

/// Whether values of this unit are totals. Times are as often means as sums.
fn is_total(unit: &str) -> bool {
    AMOUNTS.contains(&unit) || counts(unit) && !["時間", "分"].contains(&unit)
}

/// What a chart's reader should be told. A cut axis is known after it was drawn.
pub fn warnings(data: &ChartData) -> Vec<Warning> {
    let mut found = Vec::new();
    let count = match &data.plot {
        Plot::Bars(bars) => bars.categories.len(),
        Plot::Boxes(boxes) => boxes.categories.len(),
        Plot::Heat(heat) => heat.columns.len().max(heat.rows.len()),
        Plot::Lines(_) | Plot::Points(_) | Plot::Bins(_) | Plot::Map(_) => 0,
    };
    if count > MANY {
        found.push(Warning::ManyCategories { count });
    }
    if data.unit.is_empty() {
        found.push(Warning::NoUnit);
    }
    if matches!(data.plot, Plot::Map(_)) {
        let unit = if data.unit.is_empty() {
            &data.table_unit
        } else {
            &data.unit
        };
        if is_total(unit) {
            found.push(Warning::Totals { unit: unit.clone() });
        }
    }
    found
}
