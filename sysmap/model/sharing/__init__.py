"""What leaves for others: profiles that say what goes, and the one function by which it goes."""

from sysmap.model.sharing.profile import Profile, parse_profile
from sysmap.model.sharing.redaction import Redaction, redact
from sysmap.model.sharing.renumbering import with_own_ids

__all__ = ["Profile", "Redaction", "parse_profile", "redact", "with_own_ids"]
