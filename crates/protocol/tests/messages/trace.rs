//! Writes types down as serde sees them: names and order of fields and variants, and what is in them.
//!
//! A type is asked to read itself, and what it asks for is noted; each variant of an enum is taken once. Types of one name
//! are told apart by the names of their fields.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::value::{Error, U32Deserializer};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer as _, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

type Names = &'static [&'static str];

/// How often a type may stand in itself before lists in it stay empty.
const DEPTH: usize = 3;
/// Rounds after which a type that is still not known whole is a fault of this file.
const ROUNDS: usize = 10_000;

/// All types that were met.
#[derive(Default)]
pub(crate) struct Tracer {
    types: RefCell<BTreeMap<(&'static str, Names), Type>>,
    /// Types that are being read, the outermost first.
    open: RefCell<Vec<(&'static str, Names)>>,
    /// Names of types that are not known whole, or that lead to one.
    wanted: BTreeSet<&'static str>,
}

#[derive(Default)]
struct Type {
    is_enum: bool,
    /// What is in it, by position: fields or variants. `None` where a variant was not taken yet.
    parts: BTreeMap<usize, Option<String>>,
    turn: Cell<usize>,
}

impl Tracer {
    /// Notes a type and all that it is made of.
    pub(crate) fn trace<T: for<'de> Deserialize<'de>>(&mut self) {
        for _ in 0..ROUNDS {
            let mut shape = String::new();
            if let Err(error) = T::deserialize(Probe {
                tracer: self,
                shape: &mut shape,
            }) {
                panic!("{shape}: {error}");
            }
            self.wanted = self.wanted();
            if self.wanted.is_empty() {
                return;
            }
        }
        panic!("not known whole: {:?}", self.wanted);
    }

    fn wanted(&self) -> BTreeSet<&'static str> {
        let types = self.types.borrow();
        let mut wanted: BTreeSet<&str> = types
            .iter()
            .filter(|((_, names), found)| !found.is_whole(names))
            .map(|((name, _), _)| *name)
            .collect();
        loop {
            let before = wanted.len();
            for ((name, _), found) in types.iter() {
                if found.parts.values().any(|part| leads_to(part, &wanted)) {
                    wanted.insert(name);
                }
            }
            if wanted.len() == before {
                return wanted;
            }
        }
    }

    /// One line for each struct and each variant, in the order of names and of places.
    pub(crate) fn types(&self) -> String {
        let mut lines = String::new();
        for ((name, names), found) in self.types.borrow().iter() {
            let part = |at: &usize, part: &Option<String>| {
                let label = names
                    .get(*at)
                    .map_or(String::new(), |label| (*label).to_owned());
                (label, part.clone().unwrap_or_default())
            };
            let parts = found.parts.iter().map(|(at, shape)| part(at, shape));
            if found.is_enum {
                for (label, shape) in parts {
                    lines.push_str(&format!("{name}::{label}{shape}\n"));
                }
            } else {
                let fields: Vec<String> = parts
                    .map(|(label, shape)| match label.as_str() {
                        "" => shape,
                        label => format!("{label}: {shape}"),
                    })
                    .collect();
                lines.push_str(&format!("{name} {{ {} }}\n", fields.join(", ")));
            }
        }
        lines
    }

    fn enter(&self, name: &'static str, names: Names, is_enum: bool) {
        self.open.borrow_mut().push((name, names));
        let mut types = self.types.borrow_mut();
        types.entry((name, names)).or_default().is_enum = is_enum;
    }

    /// Notes what is in a type; what was known better before stays.
    fn note(&self, name: &'static str, names: Names, at: usize, shape: String) {
        let mut types = self.types.borrow_mut();
        let part = types
            .entry((name, names))
            .or_default()
            .parts
            .entry(at)
            .or_default();
        match part {
            Some(known) if shape.contains('?') || *known == shape => {}
            Some(known) if !known.contains('?') => {
                panic!("two types are called {name}: {known} and {shape}")
            }
            _ => *part = Some(shape),
        }
    }

    fn leave(&self) {
        self.open.borrow_mut().pop();
    }

    /// Whether a list must stay empty, so that a type that holds itself comes to an end.
    fn is_deep(&self) -> bool {
        let open = self.open.borrow();
        open.last()
            .is_some_and(|last| open.iter().filter(|other| *other == last).count() > DEPTH)
    }

    /// The variant to take: one that was not taken yet, else each in its turn that leads to such a one.
    fn variant(&self, name: &'static str, names: Names) -> usize {
        let mut types = self.types.borrow_mut();
        let found = types.entry((name, names)).or_default();
        let at = (0..names.len())
            .find(|at| !found.parts.contains_key(at))
            .unwrap_or_else(|| {
                let turn = found.turn.replace(found.turn.get() + 1);
                let leading: Vec<usize> = (0..names.len())
                    .filter(|at| {
                        found
                            .parts
                            .get(at)
                            .is_some_and(|part| leads_to(part, &self.wanted))
                    })
                    .collect();
                match leading.len() {
                    0 => turn % names.len(),
                    some => leading[turn % some],
                }
            });
        // Before what is in it is read, which may be the enum itself.
        found.parts.entry(at).or_default();
        at
    }
}

impl Type {
    fn is_whole(&self, names: Names) -> bool {
        let is_known =
            |part: &Option<String>| part.as_ref().is_some_and(|part| !part.contains('?'));
        (!self.is_enum || self.parts.len() == names.len()) && self.parts.values().all(is_known)
    }
}

/// Whether one of these types stands in it.
fn leads_to(part: &Option<String>, wanted: &BTreeSet<&'static str>) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric() && c != '_';
    part.as_ref()
        .is_some_and(|part| part.split(is_sign).any(|word| wanted.contains(word)))
}

/// Gives every type something to read, and notes what it asked for.
struct Probe<'t> {
    tracer: &'t Tracer,
    shape: &'t mut String,
}

macro_rules! plain {
    ($($method:ident $visit:ident $value:expr, $shape:literal;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.shape.push_str($shape);
            visitor.$visit($value)
        }
    )*};
}

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = Error;

    fn is_human_readable(&self) -> bool {
        false
    }

    plain! {
        deserialize_bool visit_bool false, "bool";
        deserialize_i8 visit_i8 0, "i8";
        deserialize_i16 visit_i16 0, "i16";
        deserialize_i32 visit_i32 0, "i32";
        deserialize_i64 visit_i64 0, "i64";
        deserialize_u8 visit_u8 0, "u8";
        deserialize_u16 visit_u16 0, "u16";
        deserialize_u32 visit_u32 0, "u32";
        deserialize_u64 visit_u64 0, "u64";
        deserialize_f32 visit_f32 0.0, "f32";
        deserialize_f64 visit_f64 0.0, "f64";
        deserialize_char visit_char 'a', "char";
        deserialize_str visit_str "", "str";
        deserialize_string visit_str "", "str";
        deserialize_bytes visit_bytes b"", "bytes";
        deserialize_byte_buf visit_bytes b"", "bytes";
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        panic!("postcard cannot read a type that does not say what it is")
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.shape.push_str("()");
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.tracer.is_deep() {
            self.shape.push_str("Option<?>");
            return visitor.visit_none();
        }
        let mut shape = String::new();
        let value = visitor.visit_some(Probe {
            tracer: self.tracer,
            shape: &mut shape,
        });
        self.shape.push_str(&format!("Option<{shape}>"));
        value
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_tuple_struct(name, 1, visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let (mut shapes, len) = (Vec::new(), usize::from(!self.tracer.is_deep()));
        let value = visitor.visit_seq(Parts::new(self.tracer, &mut shapes, len));
        let shape = shapes.first().map_or("?", String::as_str);
        self.shape.push_str(&format!("Vec<{shape}>"));
        value
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let (mut shapes, len) = (Vec::new(), 2 * usize::from(!self.tracer.is_deep()));
        let value = visitor.visit_map(Parts::new(self.tracer, &mut shapes, len));
        let shape = if shapes.is_empty() {
            "?".to_owned()
        } else {
            shapes.join(", ")
        };
        self.shape.push_str(&format!("Map<{shape}>"));
        value
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        let mut shapes = Vec::new();
        let value = visitor.visit_seq(Parts::new(self.tracer, &mut shapes, len));
        self.shape.push_str(&format!("({})", shapes.join(", ")));
        value
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.shape.push_str(name);
        self.tracer.enter(name, &[], false);
        let mut shapes = Vec::new();
        let value = if len == 1 {
            let mut shape = String::new();
            let value = visitor.visit_newtype_struct(Probe {
                tracer: self.tracer,
                shape: &mut shape,
            });
            shapes.push(shape);
            value
        } else {
            visitor.visit_seq(Parts::new(self.tracer, &mut shapes, len))
        };
        for (at, shape) in shapes.into_iter().enumerate() {
            self.tracer.note(name, &[], at, shape);
        }
        self.tracer.leave();
        value
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: Names,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.shape.push_str(name);
        self.tracer.enter(name, fields, false);
        let mut shapes = Vec::new();
        let value = visitor.visit_seq(Parts::new(self.tracer, &mut shapes, fields.len()));
        for (at, shape) in shapes.into_iter().enumerate() {
            self.tracer.note(name, fields, at, shape);
        }
        self.tracer.leave();
        value
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: Names,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.shape.push_str(name);
        self.tracer.enter(name, variants, true);
        let at = self.tracer.variant(name, variants);
        let mut shape = String::new();
        let value = visitor.visit_enum(Variant {
            tracer: self.tracer,
            at,
            shape: &mut shape,
        });
        self.tracer.note(name, variants, at, shape);
        self.tracer.leave();
        value
    }
}

/// Fields, or parts of a list.
struct Parts<'t> {
    tracer: &'t Tracer,
    shapes: &'t mut Vec<String>,
    left: usize,
}

impl<'t> Parts<'t> {
    fn new(tracer: &'t Tracer, shapes: &'t mut Vec<String>, left: usize) -> Self {
        Self {
            tracer,
            shapes,
            left,
        }
    }

    fn next<'de, S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let mut shape = String::new();
        let value = seed.deserialize(Probe {
            tracer: self.tracer,
            shape: &mut shape,
        });
        self.shapes.push(shape);
        value
    }
}

impl<'de> SeqAccess<'de> for Parts<'_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        self.next(seed).map(Some)
    }
}

impl<'de> MapAccess<'de> for Parts<'_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        self.left -= 1;
        self.next(seed)
    }
}

/// One variant of an enum.
struct Variant<'t> {
    tracer: &'t Tracer,
    at: usize,
    shape: &'t mut String,
}

impl<'de> EnumAccess<'de> for Variant<'_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Error> {
        let at: U32Deserializer<Error> = (self.at as u32).into_deserializer();
        Ok((seed.deserialize(at)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        let mut shape = String::new();
        let value = seed.deserialize(Probe {
            tracer: self.tracer,
            shape: &mut shape,
        });
        self.shape.push_str(&format!("({shape})"));
        value
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        let mut shapes = Vec::new();
        let value = visitor.visit_seq(Parts::new(self.tracer, &mut shapes, len));
        self.shape.push_str(&format!("({})", shapes.join(", ")));
        value
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: Names, visitor: V) -> Result<V::Value, Error> {
        let mut shapes = Vec::new();
        let value = visitor.visit_seq(Parts::new(self.tracer, &mut shapes, fields.len()));
        let parts: Vec<String> = fields
            .iter()
            .zip(&shapes)
            .map(|(field, shape)| format!("{field}: {shape}"))
            .collect();
        self.shape.push_str(&format!(" {{ {} }}", parts.join(", ")));
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its form is looked at")]
    enum Tree {
        Leaf,
        Pair(u8, Option<char>),
        Branch {
            of: Vec<Tree>,
            by: BTreeMap<String, f64>,
        },
        Named(Name),
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its form is looked at")]
    struct Name(String);

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its form is looked at")]
    struct Wood {
        trees: Box<Tree>,
        size: (u16, bool),
    }

    #[test]
    fn every_variant_is_found_and_a_type_may_hold_itself() {
        let mut tracer = Tracer::default();
        tracer.trace::<Wood>();
        assert_eq!(
            tracer.types(),
            "Name { str }\n\
             Tree::Leaf\n\
             Tree::Pair(u8, Option<char>)\n\
             Tree::Branch { of: Vec<Tree>, by: Map<str, f64> }\n\
             Tree::Named(Name)\n\
             Wood { trees: Tree, size: (u16, bool) }\n"
        );
    }
}
