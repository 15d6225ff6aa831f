"""What is chosen on a page: the browser's address changes only where somebody chose something, links tell all of it."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from lagesbild import show_address

    show_address.begin()
    show_address.tell("brott", st.selectbox("Brott", ["inbrott", "skadegörelse"]), "inbrott")
    show_address.tell("sida", "karta", "karta")
    st.text(str(sorted(show_address.told())))


def test_what_a_page_chooses_by_itself_is_no_step_in_the_browsers_history() -> None:
    test = AppTest.from_function(page).run()
    assert dict(test.query_params) == {}
    assert test.text[0].value == "[('brott', 'inbrott'), ('sida', 'karta')]", "a link says it all the same"


def test_what_a_reader_chooses_stands_in_the_address_and_so_does_the_way_back_from_it() -> None:
    test = AppTest.from_function(page).run()
    test.selectbox[0].set_value("skadegörelse").run()
    assert set(test.query_params) == {"brott"} and test.query_params["brott"] == "skadegörelse"
    test.selectbox[0].set_value("inbrott").run()
    assert test.query_params["brott"] == "inbrott"


def test_what_the_address_says_beside_the_choices_is_told_too() -> None:
    test = AppTest.from_function(page)
    test.query_params["plats"] = ["N01", "N02"]
    assert test.run().text[0].value == "[('brott', 'inbrott'), ('plats', 'N01'), ('plats', 'N02'), ('sida', 'karta')]"
