//! Draws what egui shows into a picture, without a graphics card.
//!
//! The rules are those of egui's own shaders: colors are premultiplied and blended as they are
//! stored, a pixel belongs to a triangle if its center does, and textures are sampled by their
//! options. What the real window shows differs by rounding only.

use std::collections::BTreeMap;

use egui::{
    Color32, Context, FullOutput, ImageData, Mesh, Rect, TextureFilter, TextureId, TexturesDelta,
    epaint::{ClippedPrimitive, ImageDelta, Primitive, Vertex},
};
use egui_kittest::TestRenderer;
use image::RgbaImage;

/// A renderer for [`egui_kittest::HarnessBuilder::renderer`].
#[derive(Default)]
pub struct CpuRenderer {
    textures: BTreeMap<TextureId, Texture>,
    /// Freed by egui, but perhaps still in the shapes of the last frame.
    freed: Vec<TextureId>,
}

impl TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for id in self.freed.drain(..) {
            self.textures.remove(&id);
        }
        for (id, changes) in delta.set.drain() {
            for change in changes {
                self.textures.entry(id).or_default().apply(change);
            }
        }
        self.freed.extend(delta.free.drain());
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let mut canvas =
            Canvas::new(size.x.round() as usize, size.y.round() as usize, ctx.global_style().visuals.window_fill);
        for ClippedPrimitive { clip_rect, primitive } in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = primitive else {
                return Err("paint callbacks need a graphics card".to_owned());
            };
            let texture = self.textures.get(&mesh.texture_id).ok_or("a mesh uses a texture that is not there")?;
            canvas.draw(&mesh, texture, clip_rect * scale, scale);
        }
        canvas.into_image().ok_or_else(|| "the picture is too large".to_owned())
    }
}

/// Premultiplied colors, row by row.
#[derive(Default)]
struct Texture {
    size: [usize; 2],
    pixels: Vec<Color32>,
    smooth: bool,
}

impl Texture {
    fn apply(&mut self, change: ImageDelta) {
        let ImageData::Color(image) = change.image;
        self.smooth = change.options.magnification == TextureFilter::Linear;
        let Some([left, top]) = change.pos else {
            self.size = image.size;
            self.pixels.clone_from(&image.pixels);
            return;
        };
        for (y, row) in image.pixels.chunks(image.size[0]).enumerate() {
            let start = (top + y) * self.size[0] + left;
            self.pixels[start..start + row.len()].copy_from_slice(row);
        }
    }

    /// The color at (u, v), both from 0 to 1, with channels from 0 to 255.
    fn sample(&self, u: f32, v: f32) -> [f32; 4] {
        let (x, y) = (u * self.size[0] as f32, v * self.size[1] as f32);
        if !self.smooth {
            return self.texel(x.floor(), y.floor());
        }
        let (left, top) = ((x - 0.5).floor(), (y - 0.5).floor());
        let (right_share, bottom_share) = (x - 0.5 - left, y - 0.5 - top);
        // Letters lie on whole pixels, so that mostly there is one texel to look at.
        if right_share < 0.002 && bottom_share < 0.002 {
            return self.texel(left, top);
        }
        let upper = mix(self.texel(left, top), self.texel(left + 1.0, top), right_share);
        let lower = mix(self.texel(left, top + 1.0), self.texel(left + 1.0, top + 1.0), right_share);
        mix(upper, lower, bottom_share)
    }

    fn texel(&self, x: f32, y: f32) -> [f32; 4] {
        let x = (x.max(0.0) as usize).min(self.size[0].saturating_sub(1));
        let y = (y.max(0.0) as usize).min(self.size[1].saturating_sub(1));
        self.pixels.get(y * self.size[0] + x).map_or([0.0; 4], |color| color.to_array().map(f32::from))
    }
}

fn mix(a: [f32; 4], b: [f32; 4], share_of_b: f32) -> [f32; 4] {
    std::array::from_fn(|i| a[i] + (b[i] - a[i]) * share_of_b)
}

/// The picture while it is drawn.
struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 4]>,
}

impl Canvas {
    /// Nothing but the color with which the real window begins.
    fn new(width: usize, height: usize, color: Color32) -> Self {
        Self { width, height, pixels: vec![color.to_array(); width * height] }
    }

    fn into_image(self) -> Option<RgbaImage> {
        RgbaImage::from_raw(self.width as u32, self.height as u32, self.pixels.into_flattened())
    }

    fn draw(&mut self, mesh: &Mesh, texture: &Texture, clip: Rect, scale: f32) {
        // Graphics cards cut at whole pixels, and egui's backends round to them.
        let bounds = Bounds {
            left: clip.left().round().max(0.0) as usize,
            right: (clip.right().round().max(0.0) as usize).min(self.width),
            top: clip.top().round().max(0.0) as usize,
            bottom: (clip.bottom().round().max(0.0) as usize).min(self.height),
        };
        for corners in mesh.indices.chunks_exact(3) {
            let corner = |i: usize| {
                let vertex = mesh.vertices[corners[i] as usize];
                Vertex { pos: (vertex.pos.to_vec2() * scale).to_pos2(), ..vertex }
            };
            self.triangle([corner(0), corner(1), corner(2)], texture, &bounds);
        }
    }

    fn triangle(&mut self, corners: [Vertex; 3], texture: &Texture, bounds: &Bounds) {
        let [a, b, c] = corners;
        let ys = [a.pos.y, b.pos.y, c.pos.y];
        let top = first_center(ys.into_iter().fold(f32::INFINITY, f32::min)).max(bounds.top);
        let bottom = first_center(ys.into_iter().fold(f32::NEG_INFINITY, f32::max)).min(bounds.bottom);
        if top >= bottom {
            return;
        }
        let Some(paint) = Paint::new(corners, texture) else { return };
        for y in top..bottom {
            let Some((left, right)) = row_of(corners, y as f32 + 0.5) else { continue };
            let left = first_center(left).max(bounds.left);
            let right = first_center(right).min(bounds.right);
            if left < right {
                let start = y * self.width;
                paint.fill(&mut self.pixels[start + left..start + right], left, y);
            }
        }
    }
}

/// The pixels that may be drawn, right and bottom excluded.
struct Bounds {
    left: usize,
    right: usize,
    top: usize,
    bottom: usize,
}

/// The first pixel whose center is not before `x`. Two shapes that share an edge share no pixel.
fn first_center(x: f32) -> usize {
    (x - 0.5).ceil().max(0.0) as usize
}

/// Where the horizontal line at `y` enters and leaves a triangle.
fn row_of(corners: [Vertex; 3], y: f32) -> Option<(f32, f32)> {
    let mut left = f32::INFINITY;
    let mut right = f32::NEG_INFINITY;
    for (from, to) in [(0, 1), (1, 2), (2, 0)] {
        let (mut from, mut to) = (corners[from].pos, corners[to].pos);
        // The same arithmetic for both triangles at an edge, or there would be gaps.
        if from.y > to.y {
            (from, to) = (to, from);
        }
        if from.y <= y && y < to.y {
            let x = from.x + (to.x - from.x) * ((y - from.y) / (to.y - from.y));
            left = left.min(x);
            right = right.max(x);
        }
    }
    (left < right).then_some((left, right))
}

/// What fills a triangle.
enum Paint<'a> {
    /// One color, as it is blended.
    Flat([f32; 4]),
    /// Colors and texture coordinates that change evenly over the plane.
    Shaded { texture: &'a Texture, color: [Slope; 4], uv: [Slope; 2] },
}

impl<'a> Paint<'a> {
    /// `None` if the triangle covers nothing.
    fn new(corners: [Vertex; 3], texture: &'a Texture) -> Option<Self> {
        let [a, b, c] = corners;
        if a.color == b.color && b.color == c.color && a.uv == b.uv && b.uv == c.uv {
            let texel = texture.sample(a.uv.x, a.uv.y);
            let color = a.color.to_array();
            return Some(Self::Flat(std::array::from_fn(|i| f32::from(color[i]) * texel[i] / 255.0)));
        }
        let color = corners.map(|corner| corner.color.to_array().map(f32::from));
        let slope = |values: [f32; 3]| Slope::new(corners, values);
        Some(Self::Shaded {
            texture,
            color: [
                slope(color.map(|rgba| rgba[0]))?,
                slope(color.map(|rgba| rgba[1]))?,
                slope(color.map(|rgba| rgba[2]))?,
                slope(color.map(|rgba| rgba[3]))?,
            ],
            uv: [slope([a.uv.x, b.uv.x, c.uv.x])?, slope([a.uv.y, b.uv.y, c.uv.y])?],
        })
    }

    /// Draws over a piece of the row `y` that starts at `left`.
    fn fill(&self, row: &mut [[u8; 4]], left: usize, y: usize) {
        match self {
            Self::Flat([.., alpha]) if *alpha <= 0.0 => {}
            Self::Flat(color) if color[3] >= 254.5 => row.fill(color.map(|channel| (channel + 0.5) as u8)),
            Self::Flat(color) => row.iter_mut().for_each(|pixel| blend(pixel, *color)),
            Self::Shaded { texture, color, uv } => {
                let y = y as f32 + 0.5;
                for (offset, pixel) in row.iter_mut().enumerate() {
                    let x = (left + offset) as f32 + 0.5;
                    let texel = texture.sample(uv[0].at(x, y), uv[1].at(x, y));
                    if texel[3] > 0.0 || texel[0] > 0.0 {
                        let at = |i: usize| color[i].at(x, y).clamp(0.0, 255.0) * texel[i] / 255.0;
                        blend(pixel, [at(0), at(1), at(2), at(3)]);
                    }
                }
            }
        }
    }
}

/// Lays a premultiplied color over a pixel.
fn blend(pixel: &mut [u8; 4], over: [f32; 4]) {
    let left = 1.0 - over[3] / 255.0;
    for (channel, over) in pixel.iter_mut().zip(over) {
        *channel = (over + f32::from(*channel) * left + 0.5) as u8;
    }
}

/// A value that changes evenly over the plane.
#[derive(Clone, Copy)]
struct Slope {
    origin: f32,
    per_x: f32,
    per_y: f32,
}

impl Slope {
    /// The slope that has these values at these corners; none if the corners are on one line.
    fn new([a, b, c]: [Vertex; 3], [at_a, at_b, at_c]: [f32; 3]) -> Option<Self> {
        let (ab, ac) = (b.pos - a.pos, c.pos - a.pos);
        let area = ab.x * ac.y - ac.x * ab.y;
        if area == 0.0 {
            return None;
        }
        let (to_b, to_c) = (at_b - at_a, at_c - at_a);
        let per_x = (to_b * ac.y - to_c * ab.y) / area;
        let per_y = (to_c * ab.x - to_b * ac.x) / area;
        Some(Self { origin: at_a - per_x * a.pos.x - per_y * a.pos.y, per_x, per_y })
    }

    fn at(self, x: f32, y: f32) -> f32 {
        self.origin + self.per_x * x + self.per_y * y
    }
}

#[cfg(test)]
mod tests {
    use egui::{Painter, Rect, pos2, vec2};
    use egui_kittest::Harness;

    use super::*;

    fn draw(scale: f32, paint: impl Fn(&Painter)) -> RgbaImage {
        Harness::builder()
            .with_size(vec2(20.0, 10.0))
            .with_pixels_per_point(scale)
            .renderer(CpuRenderer::default())
            .build_ui(|ui| paint(ui.painter()))
            .render()
            .expect("nothing here needs a graphics card")
    }

    #[test]
    fn fills_whole_pixels_exactly() {
        for scale in [1.0, 2.0] {
            let rect = Rect::from_min_max(pos2(4.0, 2.0), pos2(10.0, 6.0));
            let image = draw(scale, |painter| {
                painter.rect_filled(rect, 0.0, Color32::RED);
            });
            let n_red = image.pixels().filter(|pixel| pixel.0 == [255, 0, 0, 255]).count();
            assert_eq!(n_red as f32, rect.area() * scale * scale);
        }
    }

    #[test]
    fn draws_no_pixel_twice_where_triangles_meet() {
        let half = Color32::from_rgba_premultiplied(100, 0, 0, 100);
        let image = draw(1.0, |painter| {
            painter.circle_filled(pos2(10.0, 5.0), 4.0, half);
        });
        let most = image.pixels().map(|pixel| pixel.0[0]).max();
        let behind = image.get_pixel(1, 1).0[0];
        assert_eq!(most, Some(blended(behind)));
    }

    #[test]
    fn blends_premultiplied_colors_as_they_are_stored() {
        let half = Color32::from_rgba_premultiplied(100, 0, 0, 100);
        let image = draw(1.0, |painter| {
            painter.rect_filled(Rect::EVERYTHING, 0.0, half);
        });
        let behind = draw(1.0, |_| {}).get_pixel(15, 8).0[0];
        assert_eq!(image.get_pixel(15, 8).0[0], blended(behind));
    }

    #[test]
    fn leaves_alone_what_is_outside_the_clip_rectangle() {
        let clip = Rect::from_min_max(pos2(10.0, 5.0), pos2(12.0, 7.0));
        let image = draw(1.0, |painter| {
            painter.with_clip_rect(clip).rect_filled(Rect::EVERYTHING, 0.0, Color32::RED);
        });
        assert_eq!(image.pixels().filter(|pixel| pixel.0 == [255, 0, 0, 255]).count(), 4);
    }

    /// A channel of 100 at an opacity of 100, over `behind`.
    fn blended(behind: u8) -> u8 {
        (100.0 + f32::from(behind) * (1.0 - 100.0 / 255.0)).round() as u8
    }
}
