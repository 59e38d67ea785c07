//! What a copy would bring is read before it is merged.

use super::driver::Home;
use super::merging::{ask_merge, copy, marks, saved};

#[test]
fn the_arrow_keys_go_through_what_comes_in_and_enter_merges_it() {
    let home = Home::new();
    let mut driver = saved(&home);
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| {
        ["Four", "Six", "Seven"].into_iter().for_each(|words| marks(ben, words));
    });
    ask_merge(&mut driver, ben);
    let lit = |driver: &super::driver::Driver| driver.lit_rows().concat();
    assert!(lit(&driver).contains("“Four”"), "{}", lit(&driver));
    driver.press("ArrowDown ArrowDown ArrowDown");
    assert!(lit(&driver).contains("“Seven”"), "{}", lit(&driver));
    driver.press("ArrowUp");
    assert!(lit(&driver).contains("“Six”"), "{}", lit(&driver));
    driver.click_row("Ben Okafor marked ¶3");
    driver.press("ArrowDown Enter");
    assert!(driver.find_passage("Seven").is_some() && !driver.app().dialog_is_open());
}
