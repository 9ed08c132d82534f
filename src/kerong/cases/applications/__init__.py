"""Applications for policies 政策申请: joint review, lists nobody need apply for, publicity."""
