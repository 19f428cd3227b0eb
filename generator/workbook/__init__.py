"""A county's workbook on its way out: written for clerks, turned from and into text files, merged by record."""
