"""Streamlit's words in Swedish: every phrase is still found in the installed version, and nothing but words changes."""

from __future__ import annotations

from pathlib import Path

import streamlit

from lagesbild.web.translation import ASKED, CANCEL, COUNTED, MENU, OURS, REMOVE, UPLOAD, translated, words

SCRIPTS = sorted((Path(streamlit.__file__).parent / "static" / "static" / "js").glob("*.js"))


def test_every_phrase_is_found_in_the_installed_streamlit() -> None:
    found: set[bytes] = set()
    for script in SCRIPTS:
        source = script.read_bytes()
        result = translated(source)
        if result != source:
            found |= {word for word in words() if source.count(b"`" + word + b"`") > result.count(b"`" + word + b"`")}
    assert sorted(found) == sorted(words())
    table = b"".join(script.read_bytes() for script in SCRIPTS if script.name.startswith("DataFrame"))
    assert [word for word in words(MENU) if translated(table).count(b"`" + word + b"`") >= table.count(b"`" + word + b"`")] == []


def test_the_narrow_menu_counts_its_other_pages_in_swedish() -> None:
    sources = [script.read_bytes() for script in SCRIPTS]
    assert sum(len(COUNTED.findall(source)) for source in sources) == 1
    assert translated(b"o=`${i.flat().length} more`,s=`${x} more`") == b"o=`${i.flat().length} till`,s=`${x} more`"


def test_a_single_word_changes_only_where_it_is_a_label() -> None:
    assert translated(b'({"aria-label":`Open`,kind:`Open`})') == '({"aria-label":`Öppna listan`,kind:`Open`})'.encode()
    assert translated(b"x.displayName=`Logo`;r({src:_,alt:`Logo`})") == "x.displayName=`Logo`;r({src:_,alt:`Lägesbild`})".encode()
    assert translated(b"`Skip to main content`") == "`Hoppa till innehållet`".encode()


def test_fields_for_dates_and_choices_ask_for_swedish_words() -> None:
    asking = [script.name for script in SCRIPTS if ASKED in script.read_bytes()]
    assert any(name.startswith("DateInput") for name in asking) and any(name.startswith("Selectbox") for name in asking)
    assert all(OURS in translated(script.read_bytes()) for script in SCRIPTS if script.name in asking)
    assert any(b"sv:{year:`" in script.read_bytes() for script in SCRIPTS), "and the words are there"


def test_the_uploader_has_its_word_on_the_button() -> None:
    (uploader,) = (script.read_bytes() for script in SCRIPTS if UPLOAD in script.read_bytes())
    assert "`Välj mappar`:`Välj fil`".encode() in translated(uploader) and UPLOAD not in translated(uploader)


def test_a_tables_column_menu_and_the_cross_beside_a_choice_speak_swedish() -> None:
    row = b"children:[s(z,{iconValue:`:material/arrows_outward:`}),`Autosize`]})"
    assert translated(row) == b"children:[s(z,{iconValue:`:material/arrows_outward:`}),`Anpassa bredden`]})"
    assert translated(b"type=`Format`;x(),`Format`") == b"type=`Format`;x(),`Format`"
    assert translated(b'{"aria-label":`Remove ${e}`}') == b'{"aria-label":`Ta bort ${e}`}'
    sources = [script.read_bytes() for script in SCRIPTS]
    assert sum(source.count(REMOVE) for source in sources) == 3 and sum(source.count(CANCEL) for source in sources) == 1
