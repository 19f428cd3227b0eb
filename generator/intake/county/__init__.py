"""Records of one county → its disclosure: what contradicts itself or points nowhere is withheld."""
