"""A question that wants more than quotations ("tóm tắt", "so sánh", "dạng bảng") comes in; its answer goes out."""
