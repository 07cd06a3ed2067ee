namespace GpuCqa.Statistics;

/// <summary>What a check of a signature against the trusted persons says.</summary>
public enum SignatureState
{
    /// <summary>There was no list of trusted persons to check it against. The key itself signed these words.</summary>
    Unchecked,

    /// <summary>A trusted person's valid key signed these words, in a role that the person holds.</summary>
    Verified,

    /// <summary>The key that the record names did not sign these words.</summary>
    Forged,

    /// <summary>The key is nobody's on the list.</summary>
    Foreign,

    /// <summary>The key is another person's.</summary>
    OtherPerson,

    /// <summary>The person does not hold the role.</summary>
    OtherRole,

    /// <summary>It was signed before the key was valid.</summary>
    NotYetValid,

    /// <summary>It was signed after the key had expired.</summary>
    Expired,

    /// <summary>It was signed after the key was revoked, or with a key that others had.</summary>
    Revoked,
}
