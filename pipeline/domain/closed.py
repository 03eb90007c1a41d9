"""What is read from YAML and takes no field that it does not know."""


class Closed:
    """Tell the YAML door that a field it doesn't know is a fault, not something to pass over."""

    __slots__ = ()
    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012
