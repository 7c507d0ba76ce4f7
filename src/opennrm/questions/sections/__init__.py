"""What is asked, section by section; each module gives one `SECTION`."""
