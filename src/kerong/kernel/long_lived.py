"""What lives as long as the process, kept out of the way of the collector of garbage.

Models, packs, compiled rules and texts are hundreds of thousands of objects. The collector goes
through all of them whenever enough new ones have gathered, in the middle of whatever transaction is
open, and needs as long for it as a transaction may take in all.
"""

import gc


def set_aside() -> None:
    """Call between pieces of work, never within one: garbage goes, what is left is walked no more.

    What was set aside before is looked at once more, so that nothing outdated stays for ever.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
