//! Nothing: see `benches/stages.rs`.
