#!/usr/bin/env python3
"""Makes the font files of this folder: `make.py INTER_FOLDER LIBERTINUS_FOLDER EMOJI_FILE SYMBOLS_FILE`.

Needs fonttools 4.x. Inter's tabular figures become the ordinary ones, because egui cannot
ask for OpenType features, and its unused alternates go. Libertinus Serif is copied as it is.
Of the fonts for signs and emoji the shapes are kept, and what is for vertical text goes.
"""

import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
INTER = ["Regular", "Medium", "SemiBold"]
LIBERTINUS = ["Regular", "Semibold", "Italic"]
# What egui's shaping uses by itself; without `calt`, which would turn "->" into an arrow.
FEATURES = ["ccmp", "kern", "locl", "mark", "mkmk"]
# Characters that egui puts into menus and shortcuts, and the ones whose shapes they borrow.
ALIASES = {0x23F4: 0x25C0, 0x23F5: 0x25B6, 0x23F6: 0x25B2, 0x23F7: 0x25BC}


def main() -> None:
    inter, libertinus, emoji, symbols = map(Path, sys.argv[1:5])
    for style in INTER:
        font = TTFont(inter / f"Inter-{style}.otf")
        freeze(font, "tnum")
        alias(font)
        reduce(font)
        font.save(HERE / f"Inter-{style}-Tabular.otf")
    for style in LIBERTINUS:
        shutil.copyfile(libertinus / f"LibertinusSerif-{style}.otf", HERE / f"LibertinusSerif-{style}.otf")
    for web, name in [(emoji, "NotoEmoji-Regular.ttf"), (symbols, "NotoSansSymbols2-Regular.ttf")]:
        unpack(web).save(HERE / name)


def unpack(web: Path) -> TTFont:
    """A font for web pages as an ordinary one, without what egui does not use."""
    font = TTFont(web)
    font.flavor = None
    options = subset.Options(layout_features=FEATURES, name_IDs=["*"], hinting=False, glyph_names=False)
    options.drop_tables += ["STAT", "vhea", "vmtx", "gasp"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap().keys())
    subsetter.subset(font)
    return font


def freeze(font: TTFont, feature: str) -> None:
    """Points the characters at the glyphs that `feature` would put in their place."""
    gsub = font["GSUB"].table
    lookups = {
        index
        for record in gsub.FeatureList.FeatureRecord
        if record.FeatureTag == feature
        for index in record.Feature.LookupListIndex
    }
    replaced = {}
    for index in sorted(lookups):
        for table in gsub.LookupList.Lookup[index].SubTable:
            table = getattr(table, "ExtSubTable", table)
            replaced.update(getattr(table, "mapping", {}))
    for table in font["cmap"].tables:
        table.cmap = {char: replaced.get(glyph, glyph) for char, glyph in table.cmap.items()}


def alias(font: TTFont) -> None:
    """Gives the characters of `ALIASES` a shape."""
    for table in font["cmap"].tables:
        for char, model in ALIASES.items():
            if model in table.cmap:
                table.cmap[char] = table.cmap[model]


def reduce(font: TTFont) -> None:
    """Drops the glyphs that no character and none of `FEATURES` reaches."""
    options = subset.Options(layout_features=FEATURES, name_IDs=["*"], hinting=True, glyph_names=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap().keys())
    subsetter.subset(font)


if __name__ == "__main__":
    main()
