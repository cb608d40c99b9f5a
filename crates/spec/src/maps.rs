//! Outlines of places, for charts that are maps: what the site's file of maps holds, in postcard. The page fetches it when such
//! a chart is drawn.

use serde::{Deserialize, Serialize};

/// All maps of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Maps {
    /// The maps; of two that fit the places of a table equally well, the first is drawn.
    pub maps: Vec<PlaceMap>,
}

/// A map: an area for each place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceMap {
    /// What may stand before names of its places: «三重県»; empty for none.
    pub within: String,
    /// 出典 of the outlines; empty where they are nobody's.
    pub attribution: String,
    /// Whether areas have their true form and size; otherwise each is a square near its place.
    pub to_scale: bool,
    /// The places.
    pub places: Vec<Place>,
}

/// A place of a map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// 全国地方公共団体コード without its check digit: five digits, or two of a prefecture.
    pub code: String,
    /// Its name: «津市», «三重県».
    pub name: String,
    /// Its outlines, the largest first; points are across and down, in a unit of the map's own that is equally long both ways.
    pub rings: Vec<Vec<(i32, i32)>>,
}
