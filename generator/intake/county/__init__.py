"""Records of one county → its disclosure; what contradicts itself or refers to nothing is withheld."""
