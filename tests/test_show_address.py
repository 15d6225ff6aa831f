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


def boxes() -> None:
    from lagesbild import show_address, show_page

    show_address.begin()
    show_page.choice("Brott", "brott", {"inbrott": "Inbrott", "skada": "Skadegörelse"})
    show_page.buttons("Tid", "tid", {"ar": "År", "manad": "Månad"})
    show_page.several("Rader", "rader", {"a": "A", "b": "B"}, ["a"], "")


def test_back_takes_a_choice_back_and_forth_makes_it_again() -> None:
    test = AppTest.from_function(boxes).run()
    test.selectbox[0].set_value("skada").run()
    test.multiselect[0].set_value(["a", "b"]).run()
    assert test.query_params["brott"] == "skada" and test.query_params["rader"] == "a.b"
    del test.query_params["rader"]
    assert (test.run().selectbox[0].value, test.multiselect[0].value) == ("skada", ["a"])
    del test.query_params["brott"]
    assert test.run().selectbox[0].value == "inbrott"
    test.query_params["brott"] = "skada"
    assert test.run().selectbox[0].value == "skada"


def test_a_choice_just_made_is_not_taken_back_by_an_address_that_lags_behind() -> None:
    test = AppTest.from_function(boxes).run()
    test.selectbox[0].set_value("skada").run()
    del test.query_params["brott"]
    assert test.selectbox[0].set_value("inbrott").run().selectbox[0].value == "inbrott"
