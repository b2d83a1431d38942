using Microsoft.Extensions.Localization;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Web.Components;

namespace Mov.Web.Pages.My;

/// <summary>A place of one's own and the event it is in, as far as that is still there.</summary>
public sealed record PlaceRow(OwnEnrollment Place, EventDetails? Meeting)
{
    /// <summary>Whether it is still to come or under way.</summary>
    public bool IsCurrent => Place.Status != EnrollmentStatus.Canceled && Meeting?.Status is EventStatus.Planning or EventStatus.Published or EventStatus.Running;

    /// <summary>The place in words.</summary>
    public string Text(IStringLocalizer<Texts> t) => Place switch
    {
        { Status: EnrollmentStatus.Enrolled } when IsCurrent => t["You are enrolled"],
        { Status: EnrollmentStatus.Enrolled } when Meeting?.Status == EventStatus.Canceled => t["You were enrolled"],
        { Status: EnrollmentStatus.Enrolled } => t["You had a seat"],
        { Status: EnrollmentStatus.Waitlisted, Place: { } number } when IsCurrent => t["You are number {0} on the waitlist", number],
        { Status: EnrollmentStatus.Waitlisted } => t["You were on the waitlist"],
        _ => t["Given back"],
    };

    /// <summary>What its color says.</summary>
    public Tone Tone => !IsCurrent ? Tone.Plain : Place.Status == EnrollmentStatus.Enrolled ? Tone.Ok : Tone.Wait;
}
