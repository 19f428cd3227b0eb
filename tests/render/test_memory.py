"""What was made lately is remembered, and never more of it than is allowed."""

from hypothesis import given
from hypothesis import strategies as st

from generator.render.recent_results import Memory, remembered


@given(st.lists(st.integers(0, 20)), st.integers(1, 10))
def test_a_memory_answers_as_its_function_does(asked: list[int], most: int) -> None:
    memory = Memory(str, most)
    for argument in asked:
        assert memory[argument] == str(argument)
        assert len(memory) <= most


def test_an_argument_that_came_before_is_not_worked_out_again() -> None:
    asked: list[str | None] = []

    @remembered(3)
    def noted(argument: str | None) -> int:
        asked.append(argument)
        return len(asked)

    assert [noted(argument) for argument in ("甲", None, "甲", None, "乙")] == [1, 2, 1, 2, 3]
    assert asked == ["甲", None, "乙"]
