"""What can go wrong while building, opening or searching a snapshot."""


class SnapshotError(Exception):
    """A snapshot can't be built or used; the message says what to do.

    SnapshotError
    ├── NoSnapshot      nothing has been built yet: run gongkai build
    ├── DamagedSnapshot a file is missing or changed: use another snapshot or build again
    ├── OtherModel      it was built with another model or engine: build again or set that model
    ├── ModelError      the embedding model can't be loaded: correct the setting
    ├── NothingToServe  no report of the corpus folder could be read
    ├── BuildRunning    another build works on the same data folder: wait for it
    ├── DiskFull        no room left: make some and build again; the snapshot before is still served
    ├── DamagedLedger   what staff decided can't be read: put the file back from a backup
    ├── NotInLedger     no decision, or more than one, answers to a name: give another
    └── NotABackup      a file is no whole backup, or there is something in its way
    """


class NoSnapshot(SnapshotError):
    """Nothing has been built yet: run gongkai build."""


class DamagedSnapshot(SnapshotError):
    """A file is missing or changed: use another snapshot or build again."""


class OtherModel(SnapshotError):
    """It was built with another model or engine: build again or set that model."""


class ModelError(SnapshotError):
    """The embedding model can't be loaded: correct the setting."""


class NothingToServe(SnapshotError):
    """No report of the corpus folder could be read."""


class BuildRunning(SnapshotError):
    """Another build works on the same data folder: wait for it."""


class DiskFull(SnapshotError):
    """No room left: make some and build again; what was published before is still served."""


class DamagedLedger(SnapshotError):
    """What staff decided can't be read: put the file back from a backup."""


class NotInLedger(SnapshotError):
    """No decision, or more than one, answers to a name."""


class NotABackup(SnapshotError):
    """A file is no whole backup, or there is something in its way."""
