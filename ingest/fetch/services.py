"""Services: which there are, at which addresses, and how they are opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from ..errors import UsageError
from ..particulars import Particulars
from .arxiv import API, FILES, OAI, Arxiv
from .client import PoliteClient
from .crossref import BASE as CROSSREF
from .crossref import Crossref
from .europepmc import BASE as EUROPEPMC
from .europepmc import EuropePmc
from .find import PaperSource
from .openalex import BASE as OPENALEX
from .openalex import OpenAlex
from .unpaywall import BASE as UNPAYWALL
from .unpaywall import Unpaywall

# Environment variables with other addresses (a mirror, a proxy of the institution), and the addresses otherwise.
ADDRESSES: Mapping[str, str] = {
    "VOLTEXT_EUROPEPMC_URL": EUROPEPMC,
    "VOLTEXT_ARXIV_API_URL": API,
    "VOLTEXT_ARXIV_OAI_URL": OAI,
    "VOLTEXT_ARXIV_FILES_URL": FILES,
    "VOLTEXT_UNPAYWALL_URL": UNPAYWALL,
    "VOLTEXT_CROSSREF_URL": CROSSREF,
    "VOLTEXT_OPENALEX_URL": OPENALEX,
}
EMAIL_VARIABLE = "VOLTEXT_EMAIL"
KEY_VARIABLE = "OPENALEX_API_KEY"
SOURCES = ("europepmc", "arxiv", "unpaywall")
METADATA_SERVICES = ("crossref", "openalex", "europepmc")


class MetadataService(Protocol):
    """A service that knows papers. Its methods raise FetchError where it cannot be asked."""

    name: str

    def particulars_of_doi(self, doi: str) -> Particulars | None:
        """What it knows of the paper with this DOI, None where it has none."""
        ...

    def particulars_by_title(self, title: str) -> list[Particulars]:
        """Papers whose titles may be meant, the likeliest first."""
        ...


def addresses(environment: Mapping[str, str]) -> dict[str, str]:
    """The address of every service. Raises UsageError where the environment names one that is no web address."""
    found = {name: environment.get(name) or default for name, default in ADDRESSES.items()}
    for name, address in found.items():
        if not address.startswith(("http://", "https://")):
            raise UsageError(f"{name}={address}: the address of a service begins with http:// or https://")
    return found


def paper_sources(
    names: Sequence[str], client: PoliteClient, where: Mapping[str, str], *, email: str | None
) -> list[PaperSource]:
    """The sources with these names. Raises UsageError where there is none, or one lacks the e-mail that it asks for."""
    made: list[PaperSource] = []
    for name in dict.fromkeys(names):
        if name == "europepmc":
            made.append(EuropePmc(client, base=where["VOLTEXT_EUROPEPMC_URL"]))
        elif name == "arxiv":
            api, oai, files = (where[f"VOLTEXT_ARXIV_{part}_URL"] for part in ("API", "OAI", "FILES"))
            made.append(Arxiv(client, api=api, oai=oai, files=files))
        elif name == "unpaywall":
            if not email:
                raise UsageError(
                    f"Unpaywall asks its users for their e-mail address: give --email or set {EMAIL_VARIABLE}"
                )
            made.append(Unpaywall(client, email=email, base=where["VOLTEXT_UNPAYWALL_URL"]))
        else:
            raise UsageError(f"--source {name}: it is one of {', '.join(SOURCES)}")
    return made


def metadata_services(
    names: Sequence[str], client: PoliteClient, where: Mapping[str, str], *, email: str | None, key: str | None
) -> list[MetadataService]:
    """The services with these names. Raises UsageError where there is none of a name."""
    made: list[MetadataService] = []
    for name in dict.fromkeys(names):
        if name == "crossref":
            made.append(Crossref(client, base=where["VOLTEXT_CROSSREF_URL"], email=email))
        elif name == "openalex":
            made.append(OpenAlex(client, base=where["VOLTEXT_OPENALEX_URL"], email=email, key=key))
        elif name == "europepmc":
            made.append(EuropePmc(client, base=where["VOLTEXT_EUROPEPMC_URL"]))
        else:
            raise UsageError(f"--from {name}: it is one of {', '.join(METADATA_SERVICES)}")
    return made
