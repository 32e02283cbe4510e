"""The data model page says what the table says."""

from scripts.data_model import PAGE, data_model_page


def test_the_page_is_written_from_the_table():
    assert PAGE.read_text("utf-8") == data_model_page(), "run: python scripts/data_model.py"
