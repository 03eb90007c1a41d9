"""The exceptions of the program; each carries one sentence for its reader.

ClauseGapError
├── UsageError            wrong arguments, an empty or missing folder        exit 2
├── ReadError             one file can't be read; the others go on           exit 3
│   ├── EncryptedFile     a password is needed
│   ├── UnsupportedFile   not a kind of file this program reads
│   ├── EmptyFile         nothing in it
│   ├── DamagedFile       it says it is a PDF (or Word …) but can't be opened
│   ├── LimitExceeded     larger, longer or slower than the limits allow
│   └── MissingProgram    read by a program that is not installed here
├── LibraryError          the clause library has a fault: file, line, field
├── ClassifierError       the trained classifier is missing or damaged
└── StoreError            a portfolio's store can't be used: newer, damaged, read-only
    ├── StoreBusy         another run is writing to it
    ├── StoreFull         no space is left where it is
    └── StoreDown         its database can't be reached
"""


class ClauseGapError(Exception):
    """Say in one sentence what is wrong and what to do."""


class UsageError(ClauseGapError):
    """The command was called in a way that can't be carried out."""


class ReadError(ClauseGapError):
    """One file can't be read; names the file."""


class EncryptedFile(ReadError):
    """The file needs a password."""


class UnsupportedFile(ReadError):
    """The file is of a kind that is not read."""


class EmptyFile(ReadError):
    """The file holds no bytes or no text."""


class DamagedFile(ReadError):
    """The file can't be opened as what it says it is."""


class LimitExceeded(ReadError):
    """The file goes beyond a limit on size, pages, time or memory."""


class MissingProgram(ReadError):
    """The file is read by a program that is not installed here; says how to install it."""


class LibraryError(ClauseGapError):
    """The clause library has a fault; names file, line and field."""


class ClassifierError(ClauseGapError):
    """The trained classifier is missing, damaged or of another library."""


class StoreError(ClauseGapError):
    """The store of a portfolio can't be used."""


class StoreBusy(StoreError):
    """Another run is writing to the store; says which."""


class StoreFull(StoreError):
    """No space is left where the store is; what was stored stays."""


class StoreDown(StoreError):
    """The store's database can't be reached; what was stored stays."""
