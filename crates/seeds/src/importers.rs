//! One importer a dataset, in the order in which the list in `seeds/README.md` shows them.

mod calendar;
mod holiday_editions;
mod holidays;
mod household_food;
mod japan_municipalities;
mod merged_towns;
mod mie_boundaries;
mod mie_budget;
mod mie_census;
mod mie_finance;
mod mie_households;
mod mie_industry;
mod mie_plan;
mod mie_population;
mod mie_population_age;
mod mie_postcodes;
mod mie_refuges;
mod mie_shelters;
mod mie_stations;
mod mie_vital;
mod mie_vital_japanese;
mod municipality_codes;
mod prefectures;
mod tourism_nights;
mod traffic_accidents_monthly;
mod tsu_climate;
mod tsu_temperature;

use anyhow::Result;

use crate::raw::Raw;
use crate::tidy::Tidy;

/// What makes a dataset's table from the publishers' files.
#[derive(Debug, Clone, Copy)]
pub struct Importer {
    /// The dataset's id.
    pub id: &'static str,
    /// Reads the publishers' files and returns the table.
    pub run: fn(&Raw) -> Result<Tidy>,
}

/// All importers.
pub const IMPORTERS: [Importer; 27] = [
    Importer {
        id: "mie-population",
        run: mie_population::run,
    },
    Importer {
        id: "mie-population-age",
        run: mie_population_age::run,
    },
    Importer {
        id: "mie-census",
        run: mie_census::run,
    },
    Importer {
        id: "mie-households",
        run: mie_households::run,
    },
    Importer {
        id: "municipality-codes",
        run: municipality_codes::run,
    },
    Importer {
        id: "mie-postcodes",
        run: mie_postcodes::run,
    },
    Importer {
        id: "mie-vital",
        run: mie_vital::run,
    },
    Importer {
        id: "mie-vital-japanese",
        run: mie_vital_japanese::run,
    },
    Importer {
        id: "mie-industry",
        run: mie_industry::run,
    },
    Importer {
        id: "mie-finance",
        run: mie_finance::run,
    },
    Importer {
        id: "mie-budget",
        run: mie_budget::run,
    },
    Importer {
        id: "japan-municipalities",
        run: japan_municipalities::run,
    },
    Importer {
        id: "prefectures",
        run: prefectures::run,
    },
    Importer {
        id: "traffic-accidents-monthly",
        run: traffic_accidents_monthly::run,
    },
    Importer {
        id: "tourism-nights",
        run: tourism_nights::run,
    },
    Importer {
        id: "household-food",
        run: household_food::run,
    },
    Importer {
        id: "mie-shelters",
        run: mie_shelters::run,
    },
    Importer {
        id: "mie-refuges",
        run: mie_refuges::run,
    },
    Importer {
        id: "mie-stations",
        run: mie_stations::run,
    },
    Importer {
        id: "tsu-temperature",
        run: tsu_temperature::run,
    },
    Importer {
        id: "tsu-climate",
        run: tsu_climate::run,
    },
    Importer {
        id: "holidays",
        run: holidays::run,
    },
    Importer {
        id: "holiday-editions",
        run: holiday_editions::run,
    },
    Importer {
        id: "calendar",
        run: calendar::run,
    },
    Importer {
        id: "merged-towns",
        run: merged_towns::run,
    },
    Importer {
        id: "mie-plan",
        run: mie_plan::run,
    },
    Importer {
        id: "mie-boundaries",
        run: mie_boundaries::run,
    },
];
