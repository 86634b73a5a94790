"""What every form of upload file promises: whole or not at all, its digest, and no guest the portal would drop."""

import hashlib
from pathlib import Path

import pytest

from guestreg.app.paper import PaperMaker
from guestreg.domain.guest import GuestKind
from guestreg.platform.resources import resource_dir
from guestreg.ports.exporter import Exporter, UploadForm, UploadGuest, UploadKind
from tests.fakes import kept
from tests.fakes.upload_guests import NOW, RULES, TODAY, upload


@pytest.fixture(params=UploadKind)
def form(request: pytest.FixtureRequest) -> UploadForm:
    files: Exporter = PaperMaker(resource_dir()).exporter()
    return files.forms(RULES)[request.param]


@pytest.fixture
def guest(form: UploadForm) -> UploadGuest:
    kind = GuestKind.CITIZEN if form.kind is UploadKind.CITIZENS_SHEET else GuestKind.FOREIGNER
    return upload(kept.citizen() if kind is GuestKind.CITIZEN else kept.foreigner())


def test_the_file_is_there_and_is_what_its_digest_says(form: UploadForm, guest: UploadGuest, tmp_path: Path) -> None:
    target = tmp_path / "a.file"
    assert form.objections(guest, TODAY) == ()
    digest = form.write([guest], target, NOW)
    assert digest == hashlib.sha256(target.read_bytes()).hexdigest()
    assert [file.name for file in tmp_path.iterdir()] == ["a.file"]
    assert target.stat().st_mode & 0o777 == 0o600


def test_the_same_guests_give_the_same_bytes(form: UploadForm, guest: UploadGuest, tmp_path: Path) -> None:
    assert form.write([guest], tmp_path / "a", NOW) == form.write([guest], tmp_path / "b", NOW)
    assert form.write([guest, guest], tmp_path / "c", NOW) != form.write([guest], tmp_path / "b", NOW)


def test_a_folder_that_is_not_there_is_an_os_error(form: UploadForm, guest: UploadGuest, tmp_path: Path) -> None:
    with pytest.raises(OSError):
        form.write([guest], tmp_path / "nowhere" / "a.file", NOW)
    assert list(tmp_path.iterdir()) == []


def test_649_guests_fit_and_files_have_plain_names(form: UploadForm) -> None:
    assert form.most_guests == 649
    assert form.name.isascii()
    assert form.name.replace("-", "").isalpha()
