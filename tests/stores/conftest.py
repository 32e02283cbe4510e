"""What tests of the file store share."""

import shutil
import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the compiled library that makes system calls fail; without a compiler the tests fail, never skip."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.fail("a C compiler is missing: install one, such as gcc, to inject disk faults", pytrace=False)
    source = Path(__file__).with_name("programs") / "faults.c"
    library = tmp_path_factory.mktemp("faults") / "faults.so"
    subprocess.run(
        [compiler, "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True
    )
    return library
