namespace Mov.Web.Components;

/// <summary>What a <c>Field</c> takes.</summary>
public enum FieldType
{
    /// <summary>One line.</summary>
    Text,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A password; never sent back to the browser.</summary>
    Password,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A day and a time, without a zone.</summary>
    DateTime,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A search.</summary>
    Search,

    /// <summary>Several lines.</summary>
    TextArea,

    /// <summary>One of the given options.</summary>
    Select,
}
