//! Whether the numbers of a column are written in ways that go together.

use super::Reading;

/// In how many ways the numbers of one column are written, to tell when one cannot know what they mean together.
#[derive(Clone, Debug, Default)]
pub struct Notation {
    ways: Vec<Way>,
}

#[derive(Clone, Debug)]
struct Way {
    unit: &'static str,
    scaled: bool,
    sample: String,
    count: u64,
}

impl Notation {
    /// Takes a cell of the column in.
    pub fn add(&mut self, text: &str, reading: &Reading) {
        let Reading { unit, scaled, .. } = *reading;
        // Nothing is nothing in any unit.
        if reading.value == 0.0 {
            return;
        }
        match self
            .ways
            .iter_mut()
            .find(|way| way.unit == unit && way.scaled == scaled)
        {
            Some(way) => way.count += 1,
            None => self.ways.push(Way {
                unit,
                scaled,
                sample: text.trim().to_owned(),
                count: 1,
            }),
        }
    }

    /// A sample of each way and how many cells are written so, where they do not go together: different units, or bare numbers
    /// among some with a scale or percent sign. Empty where all is clear.
    pub fn mixed(self) -> Vec<(String, u64)> {
        let bare = self
            .ways
            .iter()
            .any(|way| way.unit.is_empty() && !way.scaled);
        let scale = self
            .ways
            .iter()
            .any(|way| way.scaled || matches!(way.unit, "%" | "割"));
        let mut units = self
            .ways
            .iter()
            .map(|way| way.unit)
            .filter(|unit| !unit.is_empty());
        let first = units.next();
        if bare && scale || units.any(|unit| Some(unit) != first) {
            self.ways
                .into_iter()
                .map(|way| (way.sample, way.count))
                .collect()
        } else {
            Vec::new()
        }
    }
}
