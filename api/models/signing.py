"""Vouching for a model by a key, which the trail records."""

from pathlib import Path

from api.models.switching import Models
from api.trail.recording import lock, record
from api.trainings.table import By
from model.bundle import sign_bundle
from model.errors import BundleNotFound
from model.keys import fingerprint
from training.default import bundle_of

SIGNED = "sign"
"""The kind of such a step in the trail."""


def sign(models: Models, version: str, key: Path, by: By) -> str:
    """Sign a model, in the place of whoever signed it before, and return the fingerprint of the key.

    Args:
        models: of the place.
        version: of the model.
        key: file of the private key.
        by: who does it.

    Raises:
        BundleError: there is no such model, it is not whole, or the file is no key.
    """
    folder = bundle_of(models.home, version)
    if folder.name != version:
        remedy = f"有的是 {folder.name}"
        raise BundleNotFound(f"没有“{version}”这个版本", where=str(models.home), remedy=remedy)
    with models.database.writing() as session:
        lock(session)
        print_of_key = fingerprint(sign_bundle(folder, key))
        told = f"给模型 {version} 签名，密钥 {print_of_key}"
        record(session, by.actor, SIGNED, told, {"version": version, "key": print_of_key}, by.account_id)
    return print_of_key
