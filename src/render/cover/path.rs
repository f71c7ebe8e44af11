//! Outlines, and how much of each pixel they cover.

use ab_glyph_rasterizer::{Point, Rasterizer, point};

/// A piece of an outline, in pixels from the top left corner.
#[derive(Debug, Clone, Copy)]
enum Piece {
    Line(Point, Point),
    Quad(Point, Point, Point),
    Cubic(Point, Point, Point, Point),
}

/// A filled outline of any number of closed contours.
#[derive(Debug, Clone)]
pub struct Path {
    pieces: Vec<Piece>,
    start: Point,
    last: Point,
}

/// Where an outline is laid on a picture: enlarged, then moved.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Pixels to the right for each unit.
    pub x_scale: f32,
    /// Pixels down for each unit: below zero for letters, which stand upwards.
    pub y_scale: f32,
    /// Where the origin goes.
    pub x: f32,
    /// Where the origin goes.
    pub y: f32,
}

impl Place {
    fn of(&self, x: f32, y: f32) -> Point {
        point(self.x + self.x_scale * x, self.y + self.y_scale * y)
    }
}

/// Draws a path at a place.
pub struct Pen<'a> {
    path: &'a mut Path,
    place: Place,
}

impl Path {
    /// No contour yet.
    pub const fn new() -> Self {
        const ORIGIN: Point = Point { x: 0.0, y: 0.0 };
        Self { pieces: Vec::new(), start: ORIGIN, last: ORIGIN }
    }

    /// A pen that adds to the outline.
    pub fn pen(&mut self, place: Place) -> Pen<'_> {
        Pen { path: self, place }
    }

    /// Adds a disc: four arcs, each a cubic curve as near as can be.
    pub fn disc(&mut self, x: f32, y: f32, radius: f32) {
        const ARC: f32 = 0.552_284_8;
        let mut pen = self.pen(Place { x_scale: radius, y_scale: radius, x, y });
        pen.move_to(1.0, 0.0);
        pen.curve_to(1.0, ARC, ARC, 1.0, 0.0, 1.0);
        pen.curve_to(-ARC, 1.0, -1.0, ARC, -1.0, 0.0);
        pen.curve_to(-1.0, -ARC, -ARC, -1.0, 0.0, -1.0);
        pen.curve_to(ARC, -1.0, 1.0, -ARC, 1.0, 0.0);
        pen.close();
    }

    /// Tells every pixel of a picture that the outline touches: its place, and how much of
    /// it is covered, from 1 to `levels`.
    pub fn cover(
        &self,
        (width, height): (usize, usize),
        levels: u8,
        mut each: impl FnMut(usize, u8),
    ) {
        let frame = self.frame(width, height);
        let columns = frame.right - frame.left;
        let mut raster = Rasterizer::new(columns, frame.bottom - frame.top);
        let origin = point(frame.left as f32, frame.top as f32);
        for piece in &self.pieces {
            piece.draw(&mut raster, origin);
        }
        let levels = f32::from(levels);
        raster.for_each_pixel(|index, coverage| {
            let level = (coverage.min(1.0) * levels).round() as u8;
            if level > 0 {
                let (row, column) = (index / columns, index % columns);
                each((frame.top + row) * width + frame.left + column, level);
            }
        });
    }

    /// The pixels of a picture that the outline touches.
    fn frame(&self, width: usize, height: usize) -> Frame {
        let points = || self.pieces.iter().flat_map(Piece::points);
        let least = |of: fn(&Point) -> f32| {
            points().map(|point| of(&point)).fold(f32::MAX, f32::min).floor().max(0.0)
        };
        let most = |of: fn(&Point) -> f32| {
            points().map(|point| of(&point)).fold(0.0, f32::max).ceil()
        };
        // One column more: what a line covers beyond its last pixel is set down there.
        let right = (most(|p| p.x) as usize + 1).min(width);
        let bottom = (most(|p| p.y) as usize).min(height);
        Frame {
            left: (least(|p| p.x) as usize).min(right),
            top: (least(|p| p.y) as usize).min(bottom),
            right,
            bottom,
        }
    }
}

/// A part of a picture: the last row and column are outside.
struct Frame {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

impl Piece {
    fn points(&self) -> [Point; 4] {
        match *self {
            Self::Line(a, b) => [a, a, b, b],
            Self::Quad(a, b, c) => [a, b, c, c],
            Self::Cubic(a, b, c, d) => [a, b, c, d],
        }
    }

    fn draw(&self, raster: &mut Rasterizer, origin: Point) {
        let [a, b, c, d] = self.points().map(|at| at - origin);
        match self {
            Self::Line(..) => raster.draw_line(a, d),
            Self::Quad(..) => raster.draw_quad(a, b, d),
            Self::Cubic(..) => raster.draw_cubic(a, b, c, d),
        }
    }
}

impl Pen<'_> {
    /// Starts a contour.
    pub fn move_to(&mut self, x: f32, y: f32) {
        self.path.start = self.place.of(x, y);
        self.path.last = self.path.start;
    }

    /// Goes straight.
    pub fn line_to(&mut self, x: f32, y: f32) {
        let end = self.place.of(x, y);
        self.add(Piece::Line(self.path.last, end), end);
    }

    /// Bends towards one point.
    pub fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (control, end) = (self.place.of(x1, y1), self.place.of(x, y));
        self.add(Piece::Quad(self.path.last, control, end), end);
    }

    /// Bends towards two points.
    pub fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (from, to) = (self.place.of(x1, y1), self.place.of(x2, y2));
        let end = self.place.of(x, y);
        self.add(Piece::Cubic(self.path.last, from, to, end), end);
    }

    /// Comes back to the start of the contour.
    pub fn close(&mut self) {
        let start = self.path.start;
        self.add(Piece::Line(self.path.last, start), start);
    }

    fn add(&mut self, piece: Piece, end: Point) {
        self.path.pieces.push(piece);
        self.path.last = end;
    }
}

/// Fonts draw their letters with a pen.
impl ttf_parser::OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        Pen::move_to(self, x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        Pen::line_to(self, x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        Pen::quad_to(self, x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        Pen::curve_to(self, x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        Pen::close(self);
    }
}
