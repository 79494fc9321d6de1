namespace Services.Contracts.Ids;

/// <summary>An identifier that is a UUID and travels as its 36-character lower-case form.</summary>
public interface IGuidId<TSelf>
    where TSelf : struct, IGuidId<TSelf>
{
    /// <summary>The UUID itself.</summary>
    Guid Value { get; }

    /// <summary>Wraps an existing UUID.</summary>
    static abstract TSelf From(Guid value);
}
