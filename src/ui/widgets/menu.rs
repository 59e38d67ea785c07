//! Menus. egui's own style hides which item has the keyboard, and sets the items tight.

use egui::accesskit::Toggled;
use egui::{
    Button, FocusDirection, InnerResponse, IntoAtoms as _, Key, MenuBar, Modifiers, Popup, Rect, Response, Stroke,
    Style, Ui, UiKind, UiStackInfo, containers::menu::MenuConfig, pos2, vec2,
};

use super::Glyph;
use crate::ui::theme::{RADIUS, Theme};

/// Left and right of the words of an item; the tick of what is on stands there.
const ITEM_PADDING: f32 = 16.0;

/// The bar with the menus of the window: fill it by `ui.menu_button`s of [`menu_item`]s.
pub fn menu_bar<R>(ui: &mut Ui, add_contents: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let ink2 = Theme::of(ui).ink2;
    let bar_style = move |style: &mut Style| {
        menu_style(style);
        style.spacing.button_padding.x = 8.0;
        style.spacing.item_spacing.x = 2.0;
        style.visuals.widgets.inactive.fg_stroke.color = ink2;
    };
    MenuBar::new().style(bar_style).config(menu_config()).ui(ui, add_contents)
}

/// The menu that a click of the other mouse button on `response` opens. `asked_at` opens it too, below this place and with
/// the keyboard on its first line: see [`menu_key`]. Left by a key, it gives the keyboard back.
pub fn context_menu<R>(
    response: &Response,
    asked_at: Option<Rect>,
    add_contents: impl FnOnce(&mut Ui) -> R,
) -> Option<InnerResponse<R>> {
    let ctx = &response.ctx;
    let id = Popup::default_response_id(response);
    let place = id.with("asked at");
    if let Some(rect) = asked_at {
        ctx.data_mut(|data| data.insert_temp(place, rect));
        Popup::open_id(ctx, id);
    } else if response.secondary_clicked() {
        ctx.data_mut(|data| data.remove::<Rect>(place));
        // The arrows are for the menu now.
        ctx.memory_mut(|memory| memory.surrender_focus(response.id));
    }
    let menu = dressed(Popup::context_menu(response));
    let by_key: Option<Rect> = ctx.data(|data| data.get_temp(place));
    let menu = match by_key {
        Some(rect) => menu.anchor(rect).gap(4.0),
        None => menu,
    };
    let shown = menu.show(|ui| {
        let contents = add_contents(ui);
        if by_key.is_some() && !ui.is_sizing_pass() && ui.memory(|memory| memory.has_focus(response.id)) {
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::Down));
        }
        contents
    });
    let is_left = shown.as_ref().is_some_and(|shown| shown.response.should_close());
    if is_left && !ctx.input(|input| input.pointer.any_click()) {
        response.request_focus();
    }
    shown
}

/// Whether the menu of `response`, which has the keyboard, is asked for: by the menu key, or by `Shift+F10`.
pub fn menu_key(response: &Response) -> bool {
    response.has_focus()
        && response.ctx.input_mut(|input| {
            input.consume_key(Modifiers::NONE, Key::Menu) || input.consume_key(Modifiers::SHIFT, Key::F10)
        })
}

/// The menu that a click on `button` opens below it.
pub fn drop_menu<R>(button: &Response, add_contents: impl FnOnce(&mut Ui) -> R) -> Option<InnerResponse<R>> {
    dressed(Popup::menu(button)).gap(4.0).show(add_contents)
}

/// One line of a menu: what it does, and the keys that do the same. Chosen, be it by `Enter`, it closes the menu.
pub fn menu_item(ui: &mut Ui, text: &str, keys: &str) -> Response {
    let theme = Theme::of(ui);
    let button = match keys {
        "" => Button::new(text),
        keys => {
            let keys = theme.text(keys, theme.small()).color(theme.faint);
            Button::new(text).right_text(keys.into_atoms())
        }
    };
    let item = ui.add(button);
    if item.clicked() {
        ui.close();
    }
    item
}

/// One line of a menu for something that is on or off; a tick before it says that it is on.
pub fn menu_check(ui: &mut Ui, text: &str, keys: &str, on: bool) -> Response {
    let item = menu_item(ui, text, keys);
    if on {
        let at = pos2(item.rect.left() + ITEM_PADDING / 2.0, item.rect.center().y);
        Glyph::Tick.paint(ui.painter(), at, 8.0, ui.style().interact(&item).text_color());
    }
    let toggled = if on { Toggled::True } else { Toggled::False };
    ui.accesskit_node_builder(item.id, |node| {
        node.set_role(egui::accesskit::Role::MenuItemCheckBox);
        node.set_toggled(toggled);
    });
    item
}

fn dressed(popup: Popup<'_>) -> Popup<'_> {
    let info = UiStackInfo::new(UiKind::Menu).with_tag_value(MenuConfig::MENU_CONFIG_TAG, menu_config());
    popup.style(menu_style).info(info)
}

fn menu_config() -> MenuConfig {
    MenuConfig::new().style(menu_style)
}

/// Items have no outline of their own; the one with the keyboard keeps its ring.
fn menu_style(style: &mut Style) {
    style.spacing.button_padding = vec2(ITEM_PADDING, 3.0);
    style.spacing.item_spacing.y = 1.0;
    let widgets = &mut style.visuals.widgets;
    for visuals in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.open] {
        visuals.bg_stroke = Stroke::NONE;
        visuals.corner_radius = (RADIUS - 1).into();
    }
    widgets.inactive.weak_bg_fill = egui::Color32::TRANSPARENT;
}
