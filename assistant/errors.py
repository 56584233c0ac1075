"""The errors a person can meet: each says what happened and what to do next, and has its own exit code."""

from __future__ import annotations


class TracuuError(Exception):
    """Base of all expected errors. `code` is stable for programs, `message` and `action` are sentences."""

    code = "loi"
    exit_code = 1

    def __init__(self, message: str, action: str) -> None:
        super().__init__(f"{message} {action}")
        self.message = message
        self.action = action


class QuestionError(TracuuError):
    """The question is empty, has no letters or digits, or is too long."""

    code = "cau_hoi_khong_hop_le"
    exit_code = 3


class IndexMissing(TracuuError):
    """There is no index in the folder."""

    code = "chua_co_chi_muc"
    exit_code = 4


class IndexMismatch(TracuuError):
    """The index was built by another encoder, segmenter or a newer schema."""

    code = "chi_muc_khong_khop"
    exit_code = 5


class IndexLocked(TracuuError):
    """Another process is writing to the index."""

    code = "chi_muc_dang_ghi"
    exit_code = 6


class IndexDamaged(TracuuError):
    """A store does not hold what the catalog says."""

    code = "chi_muc_hong"
    exit_code = 7


class StorageError(TracuuError):
    """The disk is full or the folder cannot be written."""

    code = "khong_ghi_duoc"
    exit_code = 8


class FileUnreadable(TracuuError):
    """A file could not be read; the rest of the batch goes on."""

    code = "khong_doc_duoc_tep"
    exit_code = 9


class FileRefused(TracuuError):
    """A file carries a secrecy mark; nothing but its hash, name and the reason is kept."""

    code = "tu_choi_tai_lieu_mat"
    exit_code = 10


class DocumentNotFound(TracuuError):
    """No such document id."""

    code = "khong_co_van_ban"
    exit_code = 11


class EncoderError(TracuuError):
    """The encoder named in the settings cannot be loaded."""

    code = "khong_nap_duoc_bo_ma_hoa"
    exit_code = 12


class ModelError(TracuuError):
    """The language model failed; the answer without a model is given instead."""

    code = "mo_hinh_ngon_ngu_loi"
    exit_code = 13


class SettingsError(TracuuError):
    """The settings file or an environment variable holds an impossible value."""

    code = "cau_hinh_sai"
    exit_code = 14


class EditError(TracuuError):
    """A correction of a document's letterhead names no field, or says what cannot be (the 31st of February)."""

    code = "sua_khong_hop_le"
    exit_code = 15
