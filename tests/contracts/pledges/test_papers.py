"""Papers of a pledge: the window names what it needs, and enters nothing while one is missing."""

import pytest

from kerong.contracts.pledges.access import paper_for
from kerong.contracts.pledges.attach_paper import NewPaper, attach_paper
from kerong.contracts.pledges.attach_report import Report, attach_report
from kerong.contracts.pledges.errors import (
    FigureWrong,
    PaperNotFound,
    PapersMissing,
    PledgeMoved,
    TooManyPapers,
)
from kerong.contracts.pledges.file_registration import file_registration
from kerong.contracts.pledges.models import PledgePaper, Valuation
from kerong.contracts.pledges.needed_papers import needed_papers
from kerong.contracts.pledges.reads import pledge_page, valuation_page
from kerong.contracts.pledges.register_filing import register_filing
from kerong.kernel import roles
from kerong.kernel.errors import Fault
from kerong.notices.models import Outbox
from tests.build import parties
from tests.build import pledges as build
from tests.build.pledges import PDF, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build.world()


def test_the_acceptance_names_what_is_needed_and_what_is_missing(world: World) -> None:
    filing = world.filed(world.until_signed())

    told = Outbox.objects.filter(kind="pledge.accepted")
    assert {row.to for row in told} == {world.firm.reference, world.bank.reference}
    facts = told[0].facts
    assert "质押合同" in facts["papers"] and "评估报告" in facts["lacking"]
    assert "contract" in facts["papers_en"] and "valuation report" in facts["lacking_en"]
    assert "委托书" not in facts["papers"]  # nobody files for them
    kinds = [paper.kind for paper in needed_papers(filing)]
    assert kinds == ["application", "contract", "identity", "valuation_report"]


def test_an_agents_papers_are_needed_where_one_files(world: World) -> None:
    pledge = world.until_signed()
    filing = file_registration(actor=world.clerk, pledge_no=pledge.no, by_agent=True, at=world.at)
    assert {"power", "agent_id"} <= {paper.kind for paper in needed_papers(filing)}


def test_nothing_is_entered_while_a_paper_is_missing(world: World) -> None:
    filing = world.filed(world.until_signed())
    world.papered(filing, but="contract")
    entry = {"certificate_no": "Y2026500099999", "registered_on": world.at.date()}

    with pytest.raises(PapersMissing) as refused:
        register_filing(actor=world.officer, filing_no=filing.no, at=world.at, **entry)

    assert refused.value.facts["papers"] == "质押合同"
    world.paper(filing.pledge, "contract", by=world.owner)
    assert world.registered(filing).state == "registered"


def test_the_report_of_the_appraiser_counts_without_being_handed_in_again(world: World) -> None:
    filing = world.filed(world.until_signed())
    valuation = Valuation.objects.get()

    attach_report(
        actor=world.valuer,
        valuation_no=valuation.no,
        report=Report("评估报告.pdf", PDF),
        at=world.at,
    )

    there = {paper.kind: paper.is_there for paper in needed_papers(filing)}
    assert there["valuation_report"] and not there["contract"]
    assert len(valuation_page(world.owner, valuation.no, on=world.at.date()).papers) == 1
    (seen,) = pledge_page(world.clerk, filing.pledge.no, on=world.at.date()).papers
    assert seen.document.name == "评估报告.pdf"


def test_a_bank_that_values_by_itself_needs_no_report(world: World) -> None:
    filing = world.filed(world.until_signed())
    Valuation.objects.update(method="own_model")
    assert "valuation_report" not in {paper.kind for paper in needed_papers(filing)}


def test_the_next_filing_wants_its_papers_anew(world: World) -> None:
    pledge = world.until_registered()
    world.settled()
    world.released(pledge)
    filing = pledge.filings.get(kind="release")

    assert [paper.kind for paper in needed_papers(filing) if not paper.is_there] == [
        "application",
        "end_proof",
    ]
    assert PledgePaper.objects.filter(filing__kind="create").count() == 4
    world.registered(filing)
    assert world.fresh(pledge).state == "released"


def test_papers_are_seen_by_those_who_see_the_pledge(world: World) -> None:
    pledge = world.until_signed()
    paper = world.paper(pledge, "contract")

    for actor in (world.owner, world.clerk, world.officer, parties.actor(roles.AUDITOR)):
        assert paper_for(actor, paper.pk) == paper
    strangers = (
        parties.actor(roles.FIRM_OWNER),
        parties.actor(roles.INSTITUTION_CLERK, institution=parties.institution()),
        world.valuer,
    )
    for actor in strangers:
        with pytest.raises(PaperNotFound):
            paper_for(actor, paper.pk)


def test_papers_that_make_no_sense_are_refused(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pledge = world.offered()
    for kind, purpose in (("poem", "create"), ("contract", "poem")):
        with pytest.raises(FigureWrong):
            world.paper(pledge, kind, purpose)
    with pytest.raises(Fault) as refused:
        new = NewPaper(kind="contract", purpose="create", name="x.exe", content=b"MZ\x00\x00")
        attach_paper(actor=world.clerk, pledge_no=pledge.no, paper=new, at=world.at)
    assert refused.value.status == 400
    monkeypatch.setattr("kerong.contracts.pledges.attach_paper.MOST_PAPERS", 0)
    with pytest.raises(TooManyPapers):
        world.paper(pledge, "contract")
    monkeypatch.undo()
    pledge.state = "declined"
    pledge.save(update_fields=["state"])
    with pytest.raises(PledgeMoved):
        world.paper(pledge, "contract")
