"""Verifiers: optional judges, by model or by endpoint, of whether a passage bears a claim out. Off by default."""

from argmap.verifiers.surface import Judgement, Verifier, VerifierError, load_verifiers, verify

__all__ = ["Judgement", "Verifier", "VerifierError", "load_verifiers", "verify"]
