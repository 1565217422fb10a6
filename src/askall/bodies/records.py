"""What the register hands on: bodies with their dates in force, registers and their CSV form, frames, and whose a
mail domain is."""

from askall.bodies.body import Body, Frame
from askall.bodies.csv_file import parse_register, read_register, write_register
from askall.bodies.domains import DomainIndex, is_vendor, registered_domain, shared_vendors
from askall.bodies.frame import frame, later
from askall.bodies.register import Register, shipped

__all__ = [
    "Body",
    "DomainIndex",
    "Frame",
    "Register",
    "frame",
    "is_vendor",
    "later",
    "parse_register",
    "read_register",
    "registered_domain",
    "shared_vendors",
    "shipped",
    "write_register",
]
